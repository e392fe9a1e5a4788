using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>A graph at the example beside the same graph at the baseline, row by row.</summary>
public sealed class Contrast
{
    private const string Prefix = "baseline/";
    private readonly GraphBuilder builder;
    private readonly ImmutableArray<Node> nodes;
    private readonly HashSet<string> varying;
    private readonly Dictionary<string, string> twins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> differences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> means = new(StringComparer.Ordinal);

    private Contrast(GraphBuilder builder, ImmutableArray<Node> nodes, IEnumerable<string> features)
    {
        this.builder = builder;
        this.nodes = nodes;
        varying = Flow.From(features, nodes, name => builder.Info(name).ElementType);
    }

    /// <summary>Writes the nodes that depend on the features once more, at the baseline.</summary>
    /// <param name="builder">The graph; it holds the nodes at the example, with known shapes.</param>
    /// <param name="nodes">The nodes from features to target, in running order.</param>
    /// <param name="baselines">What stands in the place of each feature, of its shape.</param>
    public static Contrast Write(
        GraphBuilder builder,
        ImmutableArray<Node> nodes,
        ImmutableDictionary<string, Value> baselines
    )
    {
        var contrast = new Contrast(builder, nodes, baselines.Keys);
        foreach (var (feature, baseline) in baselines)
            contrast.twins[feature] = baseline.ShapedLike(builder[feature]).Name;
        // Shapes are the same at both.
        foreach (
            var node in nodes.Where(n => n.Op is not ("Shape" or "Size") && n.Reads.Any(contrast.twins.ContainsKey))
        )
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
                contrast.twins[output] = Prefix + output;
            builder.Add(contrast.Twin(node), name => builder.Info(name[Prefix.Length..]) with { Name = name });
        }
        return contrast;
    }

    /// <summary>The graph.</summary>
    internal GraphBuilder Builder => builder;

    /// <summary>Whether a value varies smoothly with the features; see <see cref="Flow"/>.</summary>
    internal bool Varies(string value) => varying.Contains(value);

    /// <summary>Whether the value is another one at the baseline.</summary>
    public bool Differs(Value value) => twins.ContainsKey(value.Name);

    /// <summary>The value at the baseline; itself where it does not depend on the features.</summary>
    public Value AtBaseline(Value value) => twins.TryGetValue(value.Name, out var twin) ? builder[twin] : value;

    /// <summary>The forward node at the baseline.</summary>
    public Primal AtBaseline(Primal primal) => primal with { Node = Twin(primal.Node) };

    /// <summary>Example minus baseline.</summary>
    public Value Difference(Value value) => Once(differences, value, () => value - AtBaseline(value));

    /// <summary>The mean of example and baseline; the value itself where they are the same.</summary>
    public Value Mean(Value value) =>
        Differs(value) ? Once(means, value, () => (value + AtBaseline(value)) * 0.5) : value;

    /// <summary>
    /// Refuses what depends on the features by steps, such as places that are picked by size: what a step changes belongs to no
    /// number that goes in. A choice between two values is not refused; it has a rule.
    /// </summary>
    /// <exception cref="NotDifferentiableException">There is such a node.</exception>
    internal void RequireSmooth()
    {
        for (var position = 0; position < nodes.Length; position++)
        {
            var node = nodes[position];
            var inputs = node.Inputs.Skip(node.Op == "Where" ? 1 : 0);
            if (node.Inputs.Any(varying.Contains) && inputs.FirstOrDefault(IsStep) is { } step)
                throw new NotDifferentiableException(
                    node,
                    position + 1,
                    nodes.Length,
                    $"'{step}', which it reads, depends on what is explained by steps, so that DeepLIFT cannot account for its change"
                );
        }

        bool IsStep(string name) => twins.ContainsKey(name) && !varying.Contains(name);
    }

    private Node Twin(Node node) =>
        node with
        {
            Inputs = [.. node.Inputs.Select(i => twins.GetValueOrDefault(i, i))],
            Outputs = [.. node.Outputs.Select(o => twins.GetValueOrDefault(o, o))],
            Name = "",
        };

    private static Value Once(Dictionary<string, Value> written, Value value, Func<Value> write) =>
        written.TryGetValue(value.Name, out var known) ? known : written[value.Name] = write().ShapedLike(value);
}
