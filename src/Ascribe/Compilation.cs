using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe;

/// <summary>A model made ready for questions about certain features and a certain target value.</summary>
internal sealed class Compilation : IDisposable
{
    private readonly Lazy<ForwardPass> forward;
    private readonly ConcurrentDictionary<PathOptions, Lazy<Session>> paths = [];

    public Compilation(
        Model model,
        ImmutableArray<string> features,
        string targetValue,
        ImmutableDictionary<string, ImmutableArray<long>> shapes
    )
    {
        Features = features;
        TargetValue = targetValue;
        Canonical = Canonicalization.Apply(model, [.. features, targetValue], shapes);
        foreach (var name in features.Append(targetValue))
            RequireFloating(name);
        HasFreeBatch = ShapeProbe.HasFreeBatch(Canonical.Graph) && !JoinedExamples.AreIn(Canonical.Graph);
        Cut = GraphCut.At(Canonical.Graph, features, targetValue);
        forward = new(() => new ForwardPass(this));
    }

    public ImmutableArray<string> Features { get; }

    public string TargetValue { get; }

    /// <summary>The model in canonical form, with known shapes.</summary>
    public Model Canonical { get; }

    public GraphCut Cut { get; }

    /// <summary>Whether several rows can share a run.</summary>
    public bool HasFreeBatch { get; }

    /// <summary>From the model's inputs to features, sides and the target's value.</summary>
    public ForwardPass Forward => forward.Value;

    /// <summary>Bytes that one row takes in a path graph: every value downstream, once forward and once backward.</summary>
    public long BytesPerRow =>
        2
        * Cut.Downstream.SelectMany(n => n.Outputs)
            .Append(Features[0])
            .Sum(name => MemoryEstimate.BytesPerExample(Canonical.Graph, name));

    /// <summary>The graph that evaluates a path.</summary>
    public Session Path(PathOptions options) =>
        paths
            .GetOrAdd(options, _ => new(() => new Session(Canonicalization.Tidied(PathGraph.Build(this, options)))))
            .Value;

    public void Dispose()
    {
        if (forward.IsValueCreated)
            forward.Value.Dispose();
        foreach (var path in paths.Values.Where(p => p.IsValueCreated))
            path.Value.Dispose();
    }

    private void RequireFloating(string name)
    {
        var info = Canonical.Graph.Info(name) ?? throw new ModelException($"'{name}' is no tensor.");
        if (!info.ElementType.IsFloating())
            throw new ModelException($"{info} holds no floating-point numbers, so it has no gradient.");
    }
}
