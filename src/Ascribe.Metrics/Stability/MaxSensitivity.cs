namespace Ascribe.Metrics;

/// <summary>
/// How far an attribution moves when the model's inputs move a little: the largest ‖Φ(y) − Φ(x)‖₂ over random y near x. Smaller is
/// better.
/// </summary>
/// <param name="Method">The method, with the settings that made the attribution.</param>
/// <remarks>Yeh et al., "On the (In)fidelity and Sensitivity of Explanations", 2019, Definition 3.1.</remarks>
public sealed record MaxSensitivity(AttributionMethod Method) : NearbyScore(Method)
{
    /// <summary>Whether distances are divided by ‖Φ(x)‖₂; otherwise they are in the attribution's units.</summary>
    public bool Relative { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "max-sensitivity";

    /// <inheritdoc/>
    public override string Unit => Relative ? "" : "target";

    private protected override string Undefined =>
        "every contribution is 0 at the example, so that no distance is relative to them; take the distance itself.";

    private protected override double Of(double moved, double length, double distance) =>
        !Relative ? moved
        : length == 0 ? double.NaN
        : moved / length;
}
