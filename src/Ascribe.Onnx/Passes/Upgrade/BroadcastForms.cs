using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Upgrade;

/// <summary>The second operand used to be laid along stated axes of the first; now the last axes meet.</summary>
internal static class BroadcastForms
{
    public static bool Align(Dated n)
    {
        if (!n.Attributes.Has("broadcast") && !n.Attributes.Has("axis"))
            return false;
        var b = n.Input(1)!.Value;
        if (n.Attributes.Has("axis"))
            b = Behind(b, (int)(n.X.Rank - Front(n) - b.Rank));
        return n.Becomes(n.Node.Op, [n.X, b], Attributes.None);
    }

    /// <summary>A slope per channel, channels being the second axis.</summary>
    public static bool AlignSlope(Dated n)
    {
        var slope = n.Input(1)!.Value;
        var aligned = slope.Rank == 1 && slope.Info.Extent(0) > 1 ? Behind(slope, n.X.Rank - 2) : slope;
        return n.Becomes("PRelu", [n.X, aligned], Attributes.None);
    }

    /// <summary>The axis of the first operand that the second begins at.</summary>
    private static long Front(Dated n) => n.Attributes.Int("axis") is var axis && axis < 0 ? axis + n.X.Rank : axis;

    /// <summary>Further axes of extent 1 at the end.</summary>
    private static Value Behind(Value x, int count) =>
        count <= 0 ? x : Unsqueeze(x, [.. Enumerable.Range(x.Rank, count).Select(a => (long)a)]);
}
