using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Ascribe.Onnx;

/// <summary>A graph as text, in the manner of ONNX's own textual form: for reading, for messages, for expected results in tests.</summary>
public static class GraphText
{
    private const int LargestShown = 8;

    /// <summary>One line for the ports, one per constant, one per node.</summary>
    public static string Write(Graph graph)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{graph.Name} ({List(graph.Inputs)}) => ({List(graph.Outputs)})\n");
        foreach (var (name, tensor) in graph.Constants.OrderBy(c => c.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"  {name} = {tensor} {Content(tensor)}\n");
        foreach (var node in graph.Nodes)
            text.Append("  ").Append(Line(node)).Append('\n');
        return text.ToString();
    }

    private static string List(ImmutableArray<ValueInfo> ports) => string.Join(", ", ports);

    private static string Line(Node node)
    {
        var settings = string.Join(", ", node.Attributes.Settings.Select(s => $"{s.Key} = {Setting(s.Value)}"));
        var brackets = settings.Length == 0 ? "" : $" <{settings}>";
        return $"{string.Join(", ", node.Outputs)} = {node.QualifiedOp}{brackets} ({string.Join(", ", node.Inputs)})";
    }

    private static string Setting(object value) =>
        value switch
        {
            float number => Number(number),
            string text => $"\"{text}\"",
            Tensor tensor => $"{tensor} {Content(tensor)}",
            Graph graph => $"{{ {string.Join("; ", graph.Nodes.Select(Line))} }}",
            ImmutableArray<long> numbers => $"[{string.Join(", ", numbers)}]",
            ImmutableArray<float> numbers => $"[{string.Join(", ", numbers.Select(n => Number(n)))}]",
            ImmutableArray<string> texts => $"[{string.Join(", ", texts.Select(t => $"\"{t}\""))}]",
            _ => value.ToString() ?? "",
        };

    private static string Content(Tensor tensor)
    {
        if (tensor.Length > LargestShown)
            return "{…}";
        var elements = tensor.ElementType == ElementType.String ? tensor.Texts : tensor.ToDoubles().Select(Number);
        return $"{{{string.Join(", ", elements)}}}";
    }

    private static string Number(double number) => number.ToString("G7", CultureInfo.InvariantCulture);
}
