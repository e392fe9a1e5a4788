using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Upgrade;

/// <summary>Scan once went over the examples of a batch by itself.</summary>
internal static class ScanForms
{
    /// <summary>A scan for each example; their results are joined.</summary>
    public static bool ByExample(Dated n)
    {
        if (n.Node.Input(0) is not null)
            throw n.Refused("states lengths of its sequences, which newer operator sets do not have");
        var inputs = n.Node.Inputs[1..].Select(name => n.Builder[name]).ToArray();
        if (inputs[0].Info.Shape is not [{ Extent: { } examples }, ..])
            throw n.Refused("goes over a batch of open extent; export it in opset 9 or later");
        var directions = n.Attributes.Ints("directions");
        var attributes = n.Attributes.Without("directions");
        if (!directions.IsDefault)
            attributes = attributes.With("scan_input_directions", directions);
        var results = Enumerable
            .Range(0, (int)examples)
            .Select(e =>
                n.Builder.Emit(
                    "Scan",
                    [.. inputs.Select(x => (Value?)Example(x, e))],
                    n.Node.Outputs.Length,
                    attributes
                )
            )
            .ToArray();
        for (var output = 0; output < n.Node.Outputs.Length; output++)
            n.Builder.Alias(n.Node.Outputs[output], Concat([.. results.Select(r => Unsqueeze(r[output], 0))], 0));
        return true;
    }

    private static Value Example(Value x, int example) => Squeeze(Slice(x, [example], [example + 1], [0]), 0);
}
