using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>How positive and negative contributions get through a linear operator.</summary>
internal enum Passage
{
    /// <summary>By another rule.</summary>
    Other,

    /// <summary>Each output is made from one element: both parts go on as they are.</summary>
    Moved,

    /// <summary>Several elements are summed: each goes by the sign of its whole change.</summary>
    Mixed,
}

/// <summary>Tells how, node by node.</summary>
internal static class Passages
{
    /// <summary>How they get through a node. A sum with something that does not vary only moves.</summary>
    public static Passage Of(Rule rule, Primal n) =>
        rule switch
        {
            Linear { Moves: true } => Passage.Moved,
            Linear { Op: "Add" or "Sub" or "Sum" } when n.Varying.Count(v => v) == 1 => Passage.Moved,
            Linear => Passage.Mixed,
            _ => Passage.Other,
        };

    /// <summary>Whether what goes up at an input goes down at the output.</summary>
    public static bool Flips(Primal n, int input) => n.Node.Op == "Neg" || (n.Node.Op == "Sub" && input == 1);

    /// <summary>What a node multiplies the one input that varies by; null for any other node.</summary>
    public static Value? Factor(Primal n) =>
        n.Node.Op switch
        {
            "Mul" when n.Varying.Count(v => v) == 1 => n.Input(n.Varying[0] ? 1 : 0),
            "Div" when n.Varying is [true, false] => 1 / n.W,
            _ => null,
        };
}
