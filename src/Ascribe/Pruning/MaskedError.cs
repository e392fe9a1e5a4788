using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Pruning;

/// <summary>How often a model errs while some of its channels are zero.</summary>
internal sealed class MaskedError : IDisposable
{
    private readonly IReadOnlyList<LabeledBatch> examples;
    private readonly Execution execution;
    private readonly ChannelMasks masks;
    private readonly Session session;

    public MaskedError(Model form, ChannelTies ties, IReadOnlyList<LabeledBatch> examples, Execution execution)
    {
        this.examples = examples;
        this.execution = execution;
        var graph = form.Graph;
        var scores = graph.Outputs.FirstOrDefault(o => o.ElementType.IsFloating()) ?? graph.Outputs[0];
        masks = ChannelMasks.Of(form, ties);
        session = new(masks.Model with { Graph = masks.Model.Graph with { Outputs = [scores] } });
    }

    /// <summary>The share of examples for which another class than theirs gets the largest score.</summary>
    public double Of(HashSet<int> removed, CancellationToken cancellation)
    {
        var (wrong, all) = (0, 0);
        var zeroing = masks.Zeroing(removed);
        OrderedRuns.Run(
            session,
            examples.Select(e => e.Inputs.SetItems(zeroing)),
            execution.Workers,
            (run, outputs) =>
            {
                wrong += Wrong(outputs[0], examples[run].Classes);
                all += examples[run].Classes.Length;
            },
            cancellation
        );
        return wrong / (double)Math.Max(1, all);
    }

    public void Dispose() => session.Dispose();

    private static int Wrong(Tensor scores, ImmutableArray<long> classes)
    {
        if (scores.Rank == 0 || scores.Shape[0] != classes.Length)
            throw new ModelException($"there are {classes.Length} classes, but the model gives scores {scores}.");
        var each = scores.Length / Math.Max(1, classes.Length);
        return scores
            .ToDoubles()
            .Chunk(Math.Max(1, each))
            .Zip(classes)
            .Count(s => s.First.IndexOf(s.First.Max()) != s.Second);
    }
}
