using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff;

/// <summary>Other readings of the units that cut off below 0, as maps over a table. Every other operator keeps its rule.</summary>
/// <remarks>Such a unit is a Relu, or a Clip whose lower bound is the constant 0, as ReLU6 is written.</remarks>
public static class Rectifiers
{
    /// <summary>The table with its rectifying units read otherwise.</summary>
    /// <param name="table">The rules, usually <see cref="RuleSets.Gradient"/>.</param>
    /// <param name="rectification">The reading.</param>
    public static RuleSet Reading(this RuleSet table, Rectification rectification) =>
        rectification switch
        {
            Rectification.Guided => table.Select(rule => Rectified(rule, (slope, n, dy) => Relu(dy) * slope(n))),
            Rectification.Deconvolution => table.Select(rule => Rectified(rule, (_, _, dy) => Relu(dy))),
            _ => table,
        };

    private static Rule Rectified(Rule rule, Func<Func<Primal, Value>, Primal, Value, Value> body) =>
        rule is Elementwise { Op: "Relu" or "Clip" } unit
            ? new General(unit.Op, (n, dy) => CutsBelowZero(n) ? body(unit.Slope, n, dy) : dy * unit.Slope(n))
            : rule;

    private static bool CutsBelowZero(Primal n) =>
        n.Node.Op == "Relu" || n.OptionalInput(1)?.Content?.ToDoubles() is [0];
}
