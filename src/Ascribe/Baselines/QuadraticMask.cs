namespace Ascribe;

/// <summary>QA: the masks for the linear function that touches the target at the example. It takes one gradient.</summary>
/// <remarks>
/// With f(s⊙A) ≈ f + Σ q_i·(s_i − 1), what is to be minimized is quadratic, and <see cref="BoxedQuadratic"/> gives the exact mask.
/// Source: [OTB] Eq. 9.
/// </remarks>
public sealed record QuadraticMask : MaskBaseline
{
    /// <inheritdoc/>
    public override string ToString() => "quadratic-mask";

    private protected override double[][] Minimize(MaskProblem[] problems, BaselineSite site, TargetFunction target) =>
        [.. problems.Select(p => BoxedQuadratic.Minimize(p.Sums, p.Output, p.Penalty))];
}
