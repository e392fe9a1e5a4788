using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe;

/// <summary>How players move along legs: between 0, where a player is absent, and 1, where it is present.</summary>
/// <param name="Position">Where each player is at every point, [L·T, N].</param>
/// <param name="Entering">1 for the players that enter along a leg, 0 for all others, [L, N].</param>
internal sealed record Motion(Value Position, Value Entering)
{
    /// <summary>Writes it into a graph whose inputs say who is present at the ends of each leg.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="point">Positions on the legs, [L, T].</param>
    public static Motion Write(GraphBuilder builder, Value point)
    {
        var from = Presence(builder, PathPort.From, point.ElementType);
        var to = Presence(builder, PathPort.To, point.ElementType);
        var entering = to - from;
        var positions = Unsqueeze(from, 1) + Unsqueeze(point, 2) * Unsqueeze(entering, 1);
        var players = Slice(Shape(from), [1], [2], [0]);
        return new Motion(Reshape(positions, Concat([builder.Longs(-1), players], 0)), entering);
    }

    /// <summary>An input of bits, [L, N], as numbers.</summary>
    public static Value Presence(GraphBuilder builder, string port, ElementType type) =>
        Cast(builder.Input(port, ElementType.Bool, Dim.Batch, new Dim(null, "players")), type);
}
