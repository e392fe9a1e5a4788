using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ascribe.Attacks;
using Ascribe.Autodiff;
using Ascribe.Games;
using Ascribe.Gradients;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime;
using Ascribe.Runtime.Devices;

namespace Ascribe;

/// <summary>A model made ready for questions about certain features and a certain target value.</summary>
internal sealed class Compilation : IDisposable
{
    private readonly Lazy<ForwardPass> forward;
    private readonly Lazy<string?> batchObstacle;
    private readonly NetworkOptions options;
    private readonly string? precision;
    private readonly ConcurrentDictionary<PathOptions, Lazy<RowGraph>> paths = [];
    private readonly ConcurrentDictionary<Propagation, Lazy<RowGraph>> propagations = [];
    private readonly ConcurrentDictionary<GradientOptions, Lazy<RowGraph>> gradients = [];
    private readonly ConcurrentDictionary<int, Lazy<RowGraph>> games = [];
    private readonly Lazy<Session> attack;

    public Compilation(
        Network network,
        ImmutableArray<string> features,
        string targetValue,
        ImmutableDictionary<string, ImmutableArray<long>> shapes,
        ImmutableArray<string> watched,
        bool elementary
    )
    {
        Features = features;
        Watched = watched;
        TargetValue = targetValue;
        options = network.Options;
        precision = Precision.Note(network.Model);
        Logits = Softmax(network.Model.Graph, targetValue)?.Input(0);
        ImmutableArray<string> named = [.. features, targetValue, .. watched];
        Canonical = Canonicalization.Apply(
            network.Model,
            [.. named],
            shapes,
            options.StraightThrough,
            cached: network.IsFile
        );
        if (elementary && ElementaryForm.Concerns(Canonical.Graph))
            Canonical = ShapeProbe.Learn(Canonical with { Graph = ElementaryForm.Of(Canonical.Graph) }, shapes);
        foreach (var name in named)
            RequireFloating(name);
        Cut = GraphCut.At(Canonical.Graph, features, targetValue);
        forward = new(() => new ForwardPass(this));
        batchObstacle = new(FindBatchObstacle);
        attack = new(() => Session.OfParts(AttackGraph.Build(this)));
    }

    public ImmutableArray<string> Features { get; }

    public string TargetValue { get; }

    /// <summary>Values that are looked at on the way from features to target, though nothing is cut there.</summary>
    public ImmutableArray<string> Watched { get; }

    /// <summary>What the softmax that gives the target is taken of, in the model's own words; null where there is none.</summary>
    public string? Logits { get; }

    /// <summary>The reading of the graph.</summary>
    public RuleSet Rules => options.Rules;

    /// <summary>The model in canonical form, with known shapes.</summary>
    public Model Canonical { get; }

    public GraphCut Cut { get; }

    /// <summary>Why rows have to be run one at a time; null where several can share a run.</summary>
    public string? BatchObstacle => batchObstacle.Value;

    /// <summary>What an attribution has to say of how the model was read and run, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
        options.Settings.Concat(
            from said in new[]
            {
                (Name: "one-at-a-time", Text: BatchObstacle),
                (Name: "precision", Text: precision),
                (Name: "device", Text: Device.Default == Device.Cpu ? null : Device.Default.ToString()),
            }
            where said.Text is not null
            select KeyValuePair.Create(said.Name, said.Text!)
        );

    /// <summary>From the model's inputs to features, sides and the target's value.</summary>
    public ForwardPass Forward => forward.Value;

    /// <summary>The graph that tells what coalitions are worth to so many targets.</summary>
    public RowGraph Game(int targets) =>
        games
            .GetOrAdd(targets, _ => new(() => new RowGraph(this, GameGraph.Build(this, targets), isGradient: false)))
            .Value;

    /// <summary>The graph that tells scores and the gradient of log p(class).</summary>
    public Session Attack => attack.Value;

    /// <summary>The graph that evaluates legs of paths.</summary>
    public RowGraph Path(PathOptions options) =>
        paths
            .GetOrAdd(options, _ => new(() => new RowGraph(this, PathGraph.Build(this, options), isGradient: true)))
            .Value;

    /// <summary>The graph that propagates differences or relevance.</summary>
    public RowGraph Propagated(Propagation propagation) =>
        propagations.GetOrAdd(propagation, p => new(() => new RowGraph(this, p.Build(this), isGradient: true))).Value;

    /// <summary>The graph that tells the target and its gradient at any place.</summary>
    public RowGraph Gradient(GradientOptions options) =>
        gradients
            .GetOrAdd(
                options,
                _ => new(() => new RowGraph(this, GradientGraph.Build(this, options), options.By != GradientBy.Nothing))
            )
            .Value;

    public void Dispose()
    {
        if (forward.IsValueCreated)
            forward.Value.Dispose();
        if (attack.IsValueCreated)
            attack.Value.Dispose();
        var sessions = paths.Values.Concat(propagations.Values).Concat(gradients.Values).Concat(games.Values);
        foreach (var session in sessions.Where(s => s.IsValueCreated))
            session.Value.Dispose();
    }

    private string? FindBatchObstacle()
    {
        if (!ShapeProbe.HasFreeBatch(Canonical.Graph))
            return "the model is made for one example and could not be freed from that";
        return BatchIndependence.Holds(Canonical, Canonical)
            ? null
            : "examples influence each other when they share a run of the model";
    }

    /// <summary>The softmax that makes a value, perhaps under another name.</summary>
    private static Node? Softmax(Graph graph, string value)
    {
        var producers = graph.Producers();
        var maker = producers.GetValueOrDefault(value);
        // A broken node may lack its input; it is refused where the model is run.
        while (maker is { Op: "Identity", Inputs: [var source, ..] })
            maker = producers.GetValueOrDefault(source);
        return maker is { Op: "Softmax", Domain: "" } ? maker : null;
    }

    private void RequireFloating(string name)
    {
        var info = Canonical.Graph.Info(name) ?? throw new ModelException($"'{name}' is no tensor.");
        if (!info.ElementType.IsFloating())
            throw new ModelException($"{info} holds no floating-point numbers, so it has no gradient.");
    }
}
