using System.Collections.Immutable;

namespace Ascribe.Pruning;

/// <summary>The sum of the absolute weights that make each channel.</summary>
/// <remarks>
/// Source: Li, Kadav, Durdanovic, Samet and Graf, "Pruning filters for efficient ConvNets", 2017. A layer behind the weights, such
/// as an activation, gets the sums of all weights that are tied to it. It knows nothing of examples.
/// </remarks>
public sealed record MagnitudeScoring : ChannelScoring
{
    /// <summary>Shapes of inputs that the model leaves open.</summary>
    public ImmutableDictionary<string, ImmutableArray<long>>? Shapes { get; init; }

    /// <inheritdoc/>
    public override ChannelScores Score(
        Network network,
        ImmutableArray<string> layers,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var form = PrunableForm.Of(network.Model, Shapes);
        var ties = new ChannelTies(form.Graph);
        var weights = PrunableForm.Folded(form, all: true).Constants;
        var norms = ties.Layers.ToDictionary(l => l, l => Norms(ties, l, weights));
        return new(
            layers.ToImmutableSortedDictionary(l => l, l => Scores(ties.RequireChannels(l)), StringComparer.Ordinal)
        );

        ImmutableArray<double> Scores(ChannelAxis layer)
        {
            if (norms.TryGetValue(layer, out var own))
                return [.. own];
            var sums = new Dictionary<int, double>();
            foreach (var (cell, norm) in ties.Layers.SelectMany(l => ties.Cells.Of(l).Zip(norms[l])))
                sums[ties.Cells.Root(cell)] = sums.GetValueOrDefault(ties.Cells.Root(cell)) + norm;
            return [.. ties.Cells.Of(layer).Select(c => sums.GetValueOrDefault(ties.Cells.Root(c)))];
        }
    }

    private static double[] Norms(ChannelTies ties, ChannelAxis layer, ImmutableDictionary<string, Tensor> weights)
    {
        var node = ties.Maker(layer);
        var weight = weights[node.Required(1)];
        var channels = ties.Cells.Count(layer);
        var axis = node.Op switch
        {
            "Conv" => 0,
            "ConvTranspose" => 1,
            "Gemm" => 1 - (int)node.Attributes.Int("transB"),
            _ => weight.Rank - 1,
        };
        // The weights of a transposed convolution in groups lie group by group along the channels that it reads.
        var groups = node.Op is "ConvTranspose" ? (int)node.Attributes.Int("group", 1) : 1;
        var norms = new double[channels];
        for (var group = 0; group < groups; group++)
        {
            var sums = new double[channels / groups];
            AxisSums.Add(groups == 1 ? weight : Part(weight, group, groups), axis, Math.Abs, sums);
            sums.CopyTo(norms, group * sums.Length);
        }
        return norms;
    }

    private static Tensor Part(Tensor weight, int group, int groups)
    {
        var each = (int)weight.Shape[0] / groups;
        return weight.Rows(group * each, each);
    }
}
