using Ascribe.Onnx;

namespace Ascribe.Tests.Pruning;

/// <summary>
/// Multiplies a value by a mask, 0 for channels that go: a number per channel, and behind it so many axes of extent 1. In the graph
/// that is pruned it does nothing.
/// </summary>
internal delegate Value Masking(Value value, int[] mask, int axesBehind);

/// <summary>A graph that is to lose channels of one layer, and where they have to be zero to the same effect.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Kept">The channels that stay.</param>
/// <param name="Write">Writes the graph.</param>
internal sealed record PruningCase(string Layer, int[] Kept, Func<GraphBuilder, Masking, Value> Write)
{
    /// <summary>The graph to prune.</summary>
    public Model Whole => SmallModels.Of(b => Write(b, (value, _, _) => value));

    /// <summary>The graph to compare with.</summary>
    public Model Zeroed =>
        SmallModels.Of(b =>
            Write(
                b,
                (value, mask, behind) =>
                    value
                    * b.Constant(
                        Tensor.Of([.. mask.Select(m => (float)m)], [mask.Length, .. Enumerable.Repeat(1L, behind)])
                    )
            )
        );
}
