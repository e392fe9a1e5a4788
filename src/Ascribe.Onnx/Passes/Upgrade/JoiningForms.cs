namespace Ascribe.Onnx.Passes.Upgrade;

/// <summary>Joining, splitting and scattering.</summary>
internal static class JoiningForms
{
    public static bool StateAxis(Dated n) => n.With(Attributes.None.With("axis", n.Attributes.Int("axis", 1)));

    /// <summary>Equal parts have to be counted since version 18.</summary>
    public static bool StateCount(Dated n) =>
        n.Input(1) is null && n.With(n.Attributes.With("num_outputs", n.Node.Outputs.Length));

    public static bool RenameScatter(Dated n) =>
        n.Becomes("ScatterElements", [n.X, n.Input(1), n.Input(2)], n.Attributes);
}
