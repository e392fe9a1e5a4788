namespace Ascribe.Games;

/// <summary>What an example loses where something is taken away from it.</summary>
/// <param name="BaselineOutput">F(b).</param>
/// <param name="Effects">F(x) − F(what was left), in the order in which it was asked for.</param>
internal sealed record Ablation(double BaselineOutput, double[] Effects);
