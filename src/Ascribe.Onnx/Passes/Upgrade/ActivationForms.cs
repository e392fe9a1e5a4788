using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Upgrade;

/// <summary>Activations whose settings meant something else.</summary>
internal static class ActivationForms
{
    /// <summary>
    /// A softmax used to be over all axes from the stated one on, taken as one; the axis was 1 where it was not stated.
    /// </summary>
    public static bool OverLastAxes(Dated n)
    {
        var axis = n.Attributes.Int("axis", 1);
        var rank = n.X.Info.Shape?.Length;
        if (axis == -1 || axis + 1 == rank)
            return n.With(n.Attributes.With("axis", axis));
        var rows = Unary("Flatten", n.X, Attributes.None.With("axis", axis));
        var softmax = Unary(n.Node.Op, rows, Attributes.None.With("axis", -1));
        return n.Becomes("Reshape", [softmax, Shape(n.X)], Attributes.None);
    }

    /// <summary>At inference nothing is dropped, whatever the ratio.</summary>
    public static bool AtInference(Dated n)
    {
        if (n.Node.Outputs.Length > 1 && n.Node.Outputs[1].Length > 0)
            return n.Becomes("Dropout", [n.X], Attributes.None);
        n.Builder.Add(new Node("Identity", [n.X.Name], [n.Node.Output], Attributes.None, n.Node.Name));
        return true;
    }

    /// <summary>Its defaults had fewer digits.</summary>
    public static bool StateSeluDefaults(Dated n) =>
        n.With(
            Attributes
                .None.With("alpha", n.Attributes.Float("alpha", 1.6732f))
                .With("gamma", n.Attributes.Float("gamma", 1.0507f))
        );
}
