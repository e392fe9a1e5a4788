namespace Ascribe.Metrics;

/// <summary>
/// How fast an attribution moves with the model's inputs, at most: the largest ‖Φ(y) − Φ(x)‖₂ / ‖y − x‖₂ over random y near x, an
/// estimate from below of the Lipschitz constant there. Smaller is better.
/// </summary>
/// <param name="Method">The method, with the settings that made the attribution.</param>
/// <remarks>
/// Alvarez-Melis and Jaakkola, "On the Robustness of Interpretability Methods", 2018, Equation 2, by random y instead of an optimizer.
/// </remarks>
public sealed record LocalLipschitz(AttributionMethod Method) : NearbyScore(Method)
{
    /// <inheritdoc/>
    public override string Name => "local-lipschitz";

    /// <inheritdoc/>
    public override string Unit => "target per unit of the inputs";

    private protected override string Undefined =>
        "no input moved, since the radius is below the precision of the numbers; take a larger one.";

    private protected override double Of(double moved, double length, double distance) =>
        distance == 0 ? double.NaN : moved / distance;
}
