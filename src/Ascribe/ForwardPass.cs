using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime;

namespace Ascribe;

/// <summary>Runs a model once on its inputs and keeps what a question is about: the target's value, features and sides.</summary>
internal sealed class ForwardPass : IDisposable
{
    private readonly Session session;
    private readonly bool freeBatch;

    public ForwardPass(Compilation compilation)
    {
        var graph = compilation.Canonical.Graph;
        var hidden = compilation.Features.Concat(compilation.Cut.Sides).Append(compilation.TargetValue);
        var outputs = hidden.Distinct(StringComparer.Ordinal).Where(name => graph.Inputs.All(i => i.Name != name));
        var part = graph with { Outputs = [.. outputs.Select(name => graph.Info(name)!)] };
        session = new Session(compilation.Canonical with { Graph = DeadNodes.Remove(part) });
        freeBatch = compilation.BatchObstacle is null;
    }

    /// <summary>The values at the examples, [E, …] each, by name; the inputs among them.</summary>
    public ImmutableDictionary<string, Tensor> Run(
        ImmutableDictionary<string, Tensor> inputs,
        Execution execution,
        CancellationToken cancellation
    )
    {
        var examples = (int)inputs.Values.First().Shape[0];
        // Few rows a run keep memory low; the runs go side by side anyway.
        var rows = freeBatch ? Math.Clamp(examples / Math.Max(1, execution.Workers), 1, execution.MicroBatch ?? 8) : 1;
        var chunks = Enumerable
            .Range(0, (examples + rows - 1) / rows)
            .Select(i => (Start: i * rows, Count: Math.Min(rows, examples - i * rows)));
        var feeds = chunks.Select(c =>
            inputs.ToImmutableDictionary(i => i.Key, i => i.Value.Rows(c.Start, c.Count), StringComparer.Ordinal)
        );
        var parts = new List<ImmutableArray<Tensor>>();
        OrderedRuns.Run(session, feeds, execution.Workers, (_, results) => parts.Add(results), cancellation);
        return inputs.SetItems(
            session.Outputs.Select(
                (name, i) => KeyValuePair.Create(name, Stacked(name, [.. parts.Select(p => p[i])], examples))
            )
        );
    }

    /// <summary>Has it take little memory until it is run again; see <see cref="Session.Rest"/>.</summary>
    public void Rest() => session.Rest();

    public void Dispose() => session.Dispose();

    private static Tensor Stacked(string name, Tensor[] parts, int examples)
    {
        if (parts[0].Rank == 0 || parts.Sum(p => p.Shape[0]) != examples)
            throw new ModelException(
                $"'{name}' is {parts[0]} for {parts.Length} runs over {examples} examples: its first axis is not the batch."
            );
        return Tensor.Stacked(parts);
    }
}
