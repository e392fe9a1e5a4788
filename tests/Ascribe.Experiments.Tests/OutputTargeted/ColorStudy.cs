using Ascribe.Experiments.Evaluation;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.OutputTargeted;

/// <summary>A network that finds colors: the score of red, green and blue is the mean of that channel of its layer "seen".</summary>
internal static class ColorStudy
{
    public const string Layer = "seen";

    /// <summary>The layer before it; its values are the same.</summary>
    public const string LayerBefore = "felt";
    public const int Side = 32;

    public static PictureNetwork Network() => new(new Network(Model()), new InputCard { Width = Side, Height = Side });

    /// <summary>A picture of one color.</summary>
    public static Picture Plain(byte red, byte green, byte blue) => Picture.Of(Side, Side, new Rgb(red, green, blue));

    /// <summary>Two photos whose pixels rise from left to right, and three plain references.</summary>
    public static NeuronStudy Study(Action<string>? read = null)
    {
        var network = Network();
        return new NeuronStudy(
            network.Network,
            [.. new[] { 3, 5 }.Select(step => new EvaluatedExample($"photo {step}", () => Ask(step)))],
            [.. new byte[] { 0, 60, 90 }.Select(level => network.Input(Plain(level, level, 30)))],
            "colors"
        );

        Question Ask(int step)
        {
            read?.Invoke($"photo {step}");
            byte[] pixels = [.. Enumerable.Range(0, 3 * Side * Side).Select(i => (byte)(i / 3 % Side * step + i % 3))];
            return Question.About(network.Network, network.Input(new Picture(Side, Side, 3, pixels)));
        }
    }

    private static Model Model()
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 3, Side, Side);
        var same = b.Constant(Tensor.Of([1f, 0, 0, 0, 1, 0, 0, 0, 1], 3, 3, 1, 1));
        var seen = b.Emit("Relu", [b.Emit("Conv", [x, same], Attributes.None, LayerBefore)], Attributes.None, Layer);
        b.Output(Op.ReduceMean(seen, [2, 3], keepDims: false), "scores");
        return Onnx.Model.Canonical(b.Build());
    }
}
