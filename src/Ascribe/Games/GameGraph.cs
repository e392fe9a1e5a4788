using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Games;

/// <summary>
/// The graph of a game: elements of present players stand at the example, all others at the baseline, and out comes the target.
/// </summary>
/// <remarks>
/// In, by <see cref="PathPort"/>: who is present, [P, N] bits, and what a path graph takes beside. Out: the targets, [K·P], those of one
/// following each other, and the decision, [P]: the place of the largest entry of what they are read from.
/// </remarks>
internal static class GameGraph
{
    public static Model Build(Compilation compilation, int targets)
    {
        var builder = Continuation.Begin(compilation);
        var present = builder.Input(PathPort.From, ElementType.Bool, Dim.Batch, new Dim(null, "players"));
        foreach (var info in compilation.Features.Select(f => compilation.Canonical.Graph.Info(f)!))
        {
            var x = Continuation.Row(builder, info, PathPort.Example(info.Name), 1);
            var baseline = Continuation.Row(builder, info, PathPort.Baseline(info.Name), 1);
            var ids = Continuation.Ids(builder, info);
            Continuation.Define(builder, info, Where(Continuation.Spread(present, ids, info, Dim.Batch), x, baseline));
        }
        builder.Output(Continuation.Joined(Continuation.WriteEach(builder, compilation, targets)), PathPort.Target);
        builder.Output(Decision(builder[compilation.TargetValue]), PathPort.Decision);
        return compilation.Canonical with { Graph = builder.Build("game") };
    }

    private static Value Decision(Value scores)
    {
        var entries = Target.Single(scores).Aggregate(1L, (product, extent) => product * extent);
        return Unary("ArgMax", Reshape(scores, -1, entries), Attributes.None.With("axis", 1).With("keepdims", 0));
    }
}
