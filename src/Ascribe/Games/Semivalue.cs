namespace Ascribe.Games;

/// <summary>φᵢ = Σ_{S ∌ i} p(|S|)·(v(S ∪ i) − v(S)): what a player adds, weighted by the size of the coalition that it joins.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Weight">p(k) of one coalition of size k, given the number of players N; 0 ≤ k &lt; N.</param>
/// <remarks>The weights of all coalitions without a player sum to 1. Dubey, Neyman and Weber, "Value theory without efficiency", 1981.</remarks>
public sealed record Semivalue(string Name, Func<int, int, double> Weight)
{
    /// <summary>p(k) = k!(N − k − 1)!/N!: every size counts the same. [SIG] Eq. 1.</summary>
    public static Semivalue Shapley { get; } =
        new("shapley", (players, size) => 1 / (players * Binomial.Of(players - 1, size)));

    /// <summary>p(k) = 2^(1 − N): every coalition counts the same.</summary>
    public static Semivalue Banzhaf { get; } = new("banzhaf", (players, _) => Math.ScaleB(1, 1 - players));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
