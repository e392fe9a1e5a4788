using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe;

/// <summary>How players move along legs: between 0, where a player is absent, and 1, where it is present.</summary>
/// <param name="Beginning">Where each player is when a leg begins, [L, N].</param>
/// <param name="Entering">1 for the players that enter along a leg, 0 for all others, [L, N].</param>
internal sealed record Motion(Value Beginning, Value Entering)
{
    /// <summary>Writes it into a graph whose inputs say who is present at the ends of each leg.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="type">The type of its numbers.</param>
    public static Motion Write(GraphBuilder builder, ElementType type)
    {
        var from = Presence(PathPort.From);
        return new Motion(from, Presence(PathPort.To) - from);

        Value Presence(string port) =>
            Cast(builder.Input(port, ElementType.Bool, PathGraph.Legs, new Dim(null, "players")), type);
    }

    /// <summary>Where a feature stands when each leg begins, and how far it moves along it, [L, …] each.</summary>
    /// <remarks>Players are spread over elements here, where a leg has one row, and not at each of its points.</remarks>
    /// <param name="baseline">The baseline, one row or one for each leg.</param>
    /// <param name="difference">x − b, likewise.</param>
    /// <param name="feature">The feature.</param>
    public (Value Beginning, Value Step) Leg(Value baseline, Value difference, ValueInfo feature)
    {
        var ids = Continuation.Ids(baseline.Builder, feature);
        return (Spread(Beginning) * difference + baseline, Spread(Entering) * difference);

        Value Spread(Value byPlayer) =>
            Continuation.Spread(Cast(byPlayer, feature.ElementType), ids, feature, PathGraph.Legs);
    }
}
