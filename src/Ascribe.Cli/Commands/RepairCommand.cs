using System.Collections.Immutable;
using System.CommandLine;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Methods;
using Ascribe.Cli.Results;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.Adversarial;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Repair;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe repair</c>: the units that attacks work through, found by attribution and silenced.</summary>
internal static class RepairCommand
{
    public static Command Create()
    {
        var options = new RepairOptions();
        var command = new Command(
            "repair",
            "Find the neurons or channels that attacks work through, and see what silencing them does to attacked and clean pictures."
        );
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Repair(options, parsed, cancellation)));
        return command;
    }

    private static int Repair(RepairOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var spec = MethodSpec.Parse(parsed.GetValue(options.Method)!);
        if (spec.AttributesToInputs)
            throw new UsageException(
                $"{spec.Name} attributes to inputs; to rank a layer's units, take another method."
            );
        var baselineText = parsed.GetValue(options.Baseline)!;
        MethodSpec.Check(parsed, [baselineText], spec);
        var outputs = RepairFile.ParseAll(parsed.GetValue(options.Output) ?? [], parsed.GetValue(options.Share));
        var shares = Shares(parsed.Names(options.Shares));
        var path = parsed.GetValue(options.Model)!;
        using var network = Network.Load(
            path,
            new NetworkOptions { StraightThrough = parsed.GetValue(options.StraightThrough) }
        );
        var card = CardCatalog.Find(path, parsed.GetValue(options.Card));
        var pairs = AttackedPairs.Read(
            PictureNetwork.Of(network, card),
            parsed.GetValue(options.Adversarial)!,
            parsed.GetValue(options.Original)!,
            Screen.Remark
        );
        var halves = parsed.GetValue(options.Halves);
        var (found, silenced) = halves ? (pairs.Half(odd: false), pairs.Half(odd: true)) : (pairs, pairs);
        var contributions = Contributions(options, parsed, spec, card, found);
        var result = Watched.Run(
            "silencing",
            progress => Run(options, parsed, contributions, found, silenced, shares, progress, cancellation)
        );
        var report = new RepairReport(
            card?.Name ?? Path.GetFileName(path),
            result,
            parsed.GetValue(options.Top),
            halves
        );
        EvaluationTable.Write([report.Table]);
        Console.Out.WriteLine(report.Remark);
        foreach (var output in outputs)
        {
            output.Write(network.Model, report);
            Console.Out.WriteLine($"wrote {output.Path}");
        }
        return ExitCode.Success;
    }

    private static ImmutableArray<double> Shares(string[] texts) =>
        texts.Length == 0
            ? RepairCurve.UsualShares
            :
            [
                .. texts.Select(text =>
                    Fraction.Parse(text) is { } share and <= 1
                        ? share
                        : throw new UsageException(
                            $"--shares: '{text}' is no share between 0 and 1, such as 0.01 or 1%."
                        )
                ),
            ];

    private static AdversarialContributions Contributions(
        RepairOptions options,
        ParseResult parsed,
        MethodSpec spec,
        ModelCard? card,
        AttackedPairs found
    )
    {
        var network = found.Network.Network;
        var layer = parsed.GetValue(options.Layer)!;
        var first = Question.About(network, found.Attacked.Rows(0, 1)) with { Features = [layer] };
        var (method, _) = spec.For(new MethodSettings(parsed, network, card, first));
        var examples = new Examples(
            first.Inputs,
            [found.Rows[0].File],
            ImmutableDictionary<string, ImmutableArray<Picture>>.Empty,
            ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            null
        );
        var references = parsed.GetValue(MethodOptions.References) ?? [];
        var baseline = new BaselineReader(network, card, examples, references).Read(parsed.GetValue(options.Baseline));
        return new(method, baseline.ByFeature.GetValueOrDefault(layer, baseline.Baseline));
    }

    private static ImmutableArray<RankedRepair> Run(
        RepairOptions options,
        ParseResult parsed,
        AdversarialContributions contributions,
        AttackedPairs found,
        AttackedPairs silenced,
        ImmutableArray<double> shares,
        IProgress<Progress> progress,
        CancellationToken cancellation
    )
    {
        var (layer, unit) = (parsed.GetValue(options.Layer)!, parsed.GetValue(options.Unit));
        var execution = new Execution { Seed = parsed.GetValue(options.Seed) };
        using var repair = new LayerRepair(silenced, layer, execution, cancellation);
        var ranking = UnitRanking.Of(
            layer,
            unit,
            contributions.Of(found.Network.Network, layer, found.Batches, execution, cancellation)
        );
        var controls = parsed.GetValue(options.Controls);
        progress.Report(new Progress(1, controls + 2L));
        var own = repair.Of($"{contributions.Method.Name}, {parsed.GetValue(options.Baseline)}", ranking, shares);
        progress.Report(new Progress(2, controls + 2L));
        return [own, repair.Random(unit, shares, controls, execution.Seed)];
    }
}
