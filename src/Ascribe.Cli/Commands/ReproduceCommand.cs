using System.CommandLine;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe reproduce</c>: experiments, from nothing to a page of results.</summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        var command = new Command(
            "reproduce",
            "Run an experiment again, and set what papers report beside what is measured."
        );
        foreach (var experiment in Experiment.All)
            command.Subcommands.Add(Create(experiment));
        return command;
    }

    private static Command Create(Experiment experiment)
    {
        var quick = new Option<bool>("--quick")
        {
            Description = "A small version, in less than two minutes on two cores.",
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder to write the page, the tables and the plots to.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("out", experiment.Name),
        };
        var data = new Option<string?>("--data")
        {
            Description =
                "The folder with the models and photos that some experiments use besides; by default $ASCRIBE_DATA, or none.",
            HelpName = "DIR",
        };
        var restart = new Option<bool>("--restart")
        {
            Description =
                "Throw away what the folder holds of an earlier run, where an experiment keeps what it finds and goes on there.",
        };
        var seed = CommonOptions.Seed();
        var command = new Command(experiment.Name, experiment.Description) { quick, output, data, restart, seed };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var options = new ExperimentOptions
                {
                    Quick = parsed.GetValue(quick),
                    Restart = parsed.GetValue(restart),
                    Seed = parsed.GetValue(seed),
                    Data = parsed.GetValue(data) ?? Environment.GetEnvironmentVariable("ASCRIBE_DATA"),
                };
                return Task.FromResult(Run(experiment, options, parsed.GetValue(output)!, cancellation));
            }
        );
        return command;
    }

    private static int Run(
        Experiment experiment,
        ExperimentOptions options,
        string folder,
        CancellationToken cancellation
    )
    {
        var report = Watched.Run(
            $"reproducing {experiment.Name}",
            progress =>
                experiment.Run(
                    options with
                    {
                        Folder = folder,
                        Progress = progress,
                        Remark = Screen.Remark,
                    },
                    cancellation
                )
        );
        var page = report.Save(folder);
        foreach (var finding in report.Findings)
        {
            Console.Out.WriteLine(finding.Heading);
            Console.Out.WriteLine($"  {finding.Measured}");
            Console.Out.WriteLine($"  → {finding.VerdictText}");
        }
        Console.Out.WriteLine($"The page: {Path.GetFullPath(page)}");
        return ExitCode.Success;
    }
}
