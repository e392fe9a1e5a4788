namespace Ascribe.Onnx.Passes.Upgrade;

/// <summary>A node in the form of an older operator set, as the function that rewrites it sees it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Builder">The graph that the newer form is written into.</param>
/// <param name="Output">What is known of the first output.</param>
internal sealed record Dated(Node Node, GraphBuilder Builder, ValueInfo? Output)
{
    /// <summary>The settings.</summary>
    public Attributes Attributes => Node.Attributes;

    /// <summary>The first input.</summary>
    public Value X => Builder[Node.Required(0)];

    /// <summary>An input, or null where it is left out.</summary>
    public Value? Input(int index) => Node.Input(index) is { } name ? Builder[name] : null;

    /// <summary>Writes the newer form; it makes everything that the older one made.</summary>
    public bool Becomes(string op, ReadOnlySpan<Value?> arguments, Attributes attributes)
    {
        Builder.Add(
            Node with
            {
                Op = op,
                Inputs = [.. arguments.ToArray().Select(a => a?.Name ?? "")],
                Attributes = attributes,
            }
        );
        return true;
    }

    /// <summary>Writes the node with other settings.</summary>
    public bool With(Attributes attributes)
    {
        Builder.Add(Node with { Attributes = attributes });
        return true;
    }

    /// <summary>A list of whole numbers that was a setting, as a constant; null where it was not stated.</summary>
    public Value? Listed(string name) =>
        Attributes.Ints(name) is { IsDefault: false } numbers ? Builder.Longs(numbers.AsSpan()) : null;

    /// <summary>The exception that says why this node has no newer form.</summary>
    public ModelException Refused(string reason) => new($"{Node} {reason}.");
}
