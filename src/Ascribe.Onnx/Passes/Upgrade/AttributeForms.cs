namespace Ascribe.Onnx.Passes.Upgrade;

/// <summary>Settings that became inputs.</summary>
internal static class AttributeForms
{
    public static bool AxesToInput(Dated n) =>
        n.Listed("axes") is { } axes && n.Becomes(n.Node.Op, [n.X, axes], n.Attributes.Without("axes"));

    /// <summary>Where nothing was stated, it was axis 1; now it is the last but one.</summary>
    public static bool AxisToInput(Dated n) =>
        n.Becomes(
            n.Node.Op,
            [n.X, n.Input(1), n.Builder.Constant(Tensor.Scalar(n.Attributes.Int("axis", 1)), hint: "axis")],
            n.Attributes.Without("axis")
        );

    public static bool ShapeToInput(Dated n) =>
        n.Listed("shape") is { } shape && n.Becomes("Reshape", [n.X, shape], Attributes.None);

    public static bool SliceToInputs(Dated n) =>
        n.Listed("starts") is { } starts
        && n.Becomes("Slice", [n.X, starts, n.Listed("ends"), n.Listed("axes")], Attributes.None);

    public static bool CountToInput(Dated n) =>
        n.Attributes.Has("k")
        && n.Becomes("TopK", [n.X, n.Builder.Longs(n.Attributes.Int("k"))], n.Attributes.Without("k"));

    public static bool SplitToInput(Dated n) =>
        n.Listed("split") is { } lengths && n.Becomes("Split", [n.X, lengths], n.Attributes.Without("split"));

    public static bool BoundsToInputs(Dated n)
    {
        return n.Input(1) is null && n.Becomes("Clip", [n.X, Bound("min"), Bound("max")], Attributes.None);

        Value? Bound(string name) => n.Attributes.Has(name) ? n.X.Like(n.Attributes.Float(name)) : null;
    }

    public static bool PadsToInputs(Dated n)
    {
        var pads = n.Listed("pads") ?? n.Listed("paddings");
        var mode = Attributes.None.With("mode", n.Attributes.Text("mode", "constant"));
        return pads is not null && n.Becomes("Pad", [n.X, pads, n.X.Like(n.Attributes.Float("value"))], mode);
    }

    /// <summary>Element types were spelled out.</summary>
    public static bool NumberType(Dated n)
    {
        if (n.Attributes.Settings.FirstOrDefault(s => s.Key == "to").Value is not string name)
            return false;
        var type = name switch
        {
            "FLOAT" => ElementType.Float32,
            "DOUBLE" => ElementType.Float64,
            "FLOAT16" => ElementType.Float16,
            _ when Enum.TryParse<ElementType>(name, ignoreCase: true, out var known) => known,
            _ => throw n.Refused($"casts to the type '{name}', which is not known"),
        };
        return n.With(Attributes.None.With("to", (long)type));
    }

    /// <summary>What was said of broadcasting goes without saying.</summary>
    public static bool Drop(Dated n) => n.Attributes.Has("broadcast") && n.With(n.Attributes.Without("broadcast"));
}
