using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.Adversarial;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe attack</c>: pictures changed a little, so that the model decides otherwise.</summary>
internal static class AttackCommand
{
    private const int Together = 8;

    public static Command Create()
    {
        var options = new AttackOptions();
        var command = new Command(
            "attack",
            "Change pictures by less than can be seen, so that the model takes them for something else."
        );
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Attack(options, parsed, cancellation)));
        return command;
    }

    private static int Attack(AttackOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var attack = options.Make(parsed);
        var path = parsed.GetValue(options.Model)!;
        using var network = Network.Load(
            path,
            new NetworkOptions { StraightThrough = parsed.GetValue(options.StraightThrough) }
        );
        var card = CardCatalog.Find(path, parsed.GetValue(options.Card));
        var classes = new ClassLabels(TargetSpec.Labels(network, card, Target.Top));
        var targets = Targets(parsed.Names(options.TargetClasses), classes, parsed.GetValue(options.Seed));
        var pictures = PictureList
            .Read(parsed.GetValue(options.Images)!, parsed.GetValue(options.Folder))
            .Take(parsed.GetValue(options.Limit) ?? int.MaxValue)
            .ToArray();
        RequireFreeNames(pictures, parsed.GetValue(options.Output)!);
        var attacked = new AttackedList(
            new PictureAttack(PictureNetwork.Of(network, card), attack),
            targets,
            classes,
            parsed.GetValue(options.Output)!
        );
        var rows = Watched.Run(
            $"attacking {pictures.Length} pictures",
            progress =>
                attacked.Run(
                    pictures.Chunk(Together).ToArray(),
                    new Execution { Seed = parsed.GetValue(options.Seed), Progress = progress },
                    cancellation
                )
        );
        Write(rows, pictures.Length, attack.Name, parsed.GetValue(options.Output)!, attacked.NameOf);
        return ExitCode.Success;
    }

    private static TargetClasses Targets(string[] names, ClassLabels classes, int seed) =>
        names switch
        {
            ["next"] => TargetClasses.Next,
            ["random"] => TargetClasses.Random(seed),
            ["none"] => TargetClasses.None,
            [] => throw new UsageException("--target-classes names no class."),
            _ => TargetClasses.InTurn([.. names.Select(name => AttackedList.ClassOf(name, classes))]),
        };

    /// <summary>Attacked pictures are named after the pictures, whatever the ending; none may take the place of another or of its own.</summary>
    private static void RequireFreeNames(ListedPicture[] pictures, string folder)
    {
        var twice = pictures
            .GroupBy(p => AttackedPicture.Stem(p.Name), StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ModelException(
                $"{string.Join(" and ", twice.Select(p => p.Name).Take(2))} would both be written to {twice.Key}.png; rename one of them."
            );
        var own = Array.Find(
            pictures,
            p =>
                Path.GetFullPath(p.Path)
                == Path.GetFullPath(Path.Combine(folder, $"{AttackedPicture.Stem(p.Name)}.png"))
        );
        if (own is not null)
            throw new ModelException(
                $"{own.Path} would be overwritten by what is made of it; write to another folder."
            );
    }

    private static void Write(
        ImmutableArray<AttackedPicture> rows,
        int asked,
        string attack,
        string folder,
        Func<long, string> nameOf
    )
    {
        if (rows.IsEmpty)
            throw new ModelException($"none of {asked} pictures could be attacked.");
        foreach (var row in rows)
            Console.Out.WriteLine(
                $"{row.Name}: {nameOf(row.Original)} → {nameOf(row.Decision)}{(row.Rounded ? "" : row.Success ? ", undone by rounding" : ", not as wanted")}; changed by {row.Largest} of 255 levels at most"
            );
        var (whole, rounded) = (rows.Count(r => r.Success), rows.Count(r => r.Rounded));
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{attack}: {whole} of {rows.Length} succeed ({100.0 * whole / rows.Length:F0} %); rounded to 8 bits, as the files hold them, {rounded} ({100.0 * rounded / rows.Length:F0} %). {asked - rows.Length} skipped."
            )
        );
        Console.Out.WriteLine($"wrote {AttackTable.Write(folder, rows, nameOf)}");
    }
}
