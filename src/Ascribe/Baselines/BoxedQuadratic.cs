namespace Ascribe;

/// <summary>Minimizes (f − Σ q_i·(1 − s_i))² + λ‖s − 1‖² over 0 ≤ s ≤ 1, exactly.</summary>
/// <remarks>
/// Where the gradient vanishes, s_i = 1 − q_i·t with t = r/λ and r = f − Σ q_i·(1 − s_i); a box clips that, since the Hessian qqᵀ + λI
/// couples the entries only through r. So t is the root of the increasing function λt − f + Σ q_i·(1 − clip(1 − q_i·t, 0, 1)), which is
/// linear between the places 1/q_i where an entry reaches 0. For f &gt; 0 it lies above 0, where only positive q_i matter.
/// </remarks>
internal static class BoxedQuadratic
{
    /// <summary>The minimum; for λ = 0 the one closest to 1. O(n log n).</summary>
    /// <param name="q">How much the target loses with each entry.</param>
    /// <param name="f">The target where nothing is masked.</param>
    /// <param name="penalty">λ, at least 0.</param>
    public static double[] Minimize(ReadOnlySpan<double> q, double f, double penalty)
    {
        var root = Root(q, f, penalty);
        var mask = new double[q.Length];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = q[i] == 0 || root == 0 ? 1 : Math.Clamp(1 - q[i] * root, 0, 1);
        return mask;
    }

    /// <summary>t = r/λ; infinite where λ is 0 and r cannot be made so.</summary>
    public static double Root(ReadOnlySpan<double> q, double f, double penalty)
    {
        if (f == 0)
            return 0;
        var falling = Falling(q, Math.Sign(f));
        var squares = SquaresFrom(falling);
        var left = Math.Abs(f);
        for (var clipped = 0; ; clipped++)
        {
            var slope = penalty + squares[clipped];
            if (clipped == falling.Length || left * falling[clipped] <= slope)
                return Math.Sign(f) * (Math.Max(0, left) / slope);
            left -= falling[clipped];
        }
    }

    /// <summary>The entries that bring the target nearer to 0, those first that reach 0 first.</summary>
    private static double[] Falling(ReadOnlySpan<double> q, int sign)
    {
        var falling = new List<double>(q.Length);
        foreach (var loss in q)
        {
            if (loss * sign > 0)
                falling.Add(Math.Abs(loss));
        }
        falling.Sort();
        falling.Reverse();
        return [.. falling];
    }

    /// <summary>The sum of the squares from each entry to the last; small ones are added first.</summary>
    private static double[] SquaresFrom(double[] falling)
    {
        var squares = new double[falling.Length + 1];
        for (var i = falling.Length - 1; i >= 0; i--)
            squares[i] = squares[i + 1] + falling[i] * falling[i];
        return squares;
    }
}
