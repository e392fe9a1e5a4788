using System.CommandLine;
using Ascribe.Cli.Inputs;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Runtime;
using Ascribe.Runtime.Devices;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe gradient</c>: the gradient of a model as another model.</summary>
internal static class GradientCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model();
        var target = CommonOptions.Target();
        var layer = CommonOptions.Layer();
        var shape = CommonOptions.Shape();
        var card = CommonOptions.Card();
        var straightThrough = CommonOptions.StraightThrough();
        var output = new Option<string>("--output", "-o")
        {
            Description = "The ONNX file to write.",
            HelpName = "OUT.onnx",
            Required = true,
        };
        var command = new Command(
            "gradient",
            "Write a model whose outputs are those of MODEL, the target and its gradient: standard operators only, for any ONNX runtime."
        )
        {
            model,
            target,
            layer,
            shape,
            card,
            straightThrough,
            output,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var path = parsed.GetValue(model)!;
                using var network = Network.Load(
                    path,
                    new NetworkOptions { StraightThrough = parsed.GetValue(straightThrough) }
                );
                var aim = TargetSpec.Parse(
                    parsed.GetValue(target)!,
                    network,
                    CardCatalog.Find(path, parsed.GetValue(card))
                );
                if (aim.Count > 1)
                    throw new UsageException("a gradient is that of one target; give top, an index or a label.");
                var gradient = network.Differentiate(
                    aim,
                    [.. parsed.GetValue(layer) ?? []],
                    ShapeSpec.Parse(parsed.GetValue(shape) ?? [])
                );
                Check(gradient, cancellation);
                var files = gradient.Save(parsed.GetValue(output)!);
                Console.Out.WriteLine(
                    $"wrote {string.Join(" and ", files)}: opset {gradient.Opset}, {gradient.Graph.Nodes.Length} nodes; it was run once and gives"
                );
                foreach (var port in gradient.Graph.Outputs)
                    Console.Out.WriteLine($"  {port}");
                return Task.FromResult(ExitCode.Success);
            }
        );
        return command;
    }

    /// <summary>A graph that is given away has to run.</summary>
    private static void Check(Model gradient, CancellationToken cancellation)
    {
        using var session = new Session(gradient, SessionSettings.Once with { Device = Device.Default });
        session.Measure(ShapeProbe.Example(gradient.Graph), cancellation);
    }
}
