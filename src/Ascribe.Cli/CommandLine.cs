using System.CommandLine;
using Ascribe.Autodiff;
using Ascribe.Cli.Commands;
using Ascribe.Onnx;
using Ascribe.Runtime.Devices;

namespace Ascribe.Cli;

/// <summary>The commands, and how what they end with becomes an exit code and one line.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            "Explains the predictions of ONNX models: which inputs, pixels and hidden neurons made the number what it is."
        );
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(CompareCommand.Create());
        root.Subcommands.Add(BaselinesCommand.Create());
        root.Subcommands.Add(EvaluateCommand.Create());
        root.Subcommands.Add(AttackCommand.Create());
        root.Subcommands.Add(RepairCommand.Create());
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(InspectCommand.Create());
        root.Subcommands.Add(OperatorsCommand.Create());
        root.Subcommands.Add(GradientCommand.Create());
        root.Subcommands.Add(PruneCommand.Create());
        root.Subcommands.Add(TrainCommand.Create());
        root.Subcommands.Add(ReproduceCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        var maxMemory = CommonOptions.MaxMemory();
        var device = CommonOptions.Device();
        root.Options.Add(maxMemory);
        root.Options.Add(device);
        ExamplesHelp.Install(root);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not ExamplesHelp)
            return Usage(parsed);
        MemoryLimit.Set(parsed.GetValue(maxMemory));
        using var interruption = new Interruption();
        return await Guarded(() =>
        {
            Device.Use(parsed.GetValue(device)!);
            return parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interruption.Token
            );
        });
    }

    private static int Usage(ParseResult parsed)
    {
        // `ascribe` alone is a question for help, not a mistake.
        if (parsed.Tokens.Count == 0)
        {
            parsed.RootCommandResult.Command.Parse("--help").Invoke();
            return ExitCode.Usage;
        }
        var name = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        return Complaint(ExitCode.Usage, $"{parsed.Errors[0].Message} See 'ascribe{name} --help'.");
    }

    private static async Task<int> Guarded(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            return Complaint(ExitCode.Cancelled, "cancelled; no file was left half-written.");
        }
        catch (Exception e) when (e is UsageException or DeviceException)
        {
            return Complaint(ExitCode.Usage, e.Message);
        }
        catch (NotDifferentiableException e)
        {
            return Complaint(ExitCode.NotDifferentiable, e.Message);
        }
        catch (ModelException e)
        {
            return Complaint(ExitCode.BadInput, e.Message);
        }
        catch (OutOfMemoryException)
        {
            return Complaint(ExitCode.BadInput, MemoryLimit.Complaint("what was asked for"));
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("ASCRIBE_DEBUG") is null)
        {
            return Complaint(
                ExitCode.Failure,
                $"this should not have happened ({e.GetType().Name}: {FirstLine(e.Message)}); set ASCRIBE_DEBUG=1 to see where."
            );
        }
    }

    private static int Complaint(int code, string message)
    {
        Console.Error.WriteLine($"ascribe: {FirstLine(message)}");
        return code;
    }

    private static string FirstLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
