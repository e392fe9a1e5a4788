using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>A graph at the example beside the same graph at the baseline, row by row.</summary>
public sealed class Contrast
{
    private const string Prefix = "baseline/";
    private readonly GraphBuilder builder;
    private readonly Dictionary<string, string> twins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> differences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> means = new(StringComparer.Ordinal);

    private Contrast(GraphBuilder builder) => this.builder = builder;

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
        var contrast = new Contrast(builder);
        foreach (var (feature, baseline) in baselines)
            contrast.twins[feature] = baseline.ShapedLike(builder[feature]).Name;
        foreach (var node in nodes.Where(n => n.Reads.Any(contrast.twins.ContainsKey)))
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
                contrast.twins[output] = Prefix + output;
            builder.Add(contrast.Twin(node), name => builder.Info(name[Prefix.Length..]) with { Name = name });
        }
        return contrast;
    }

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
