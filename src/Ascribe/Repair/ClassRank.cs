namespace Ascribe.Repair;

/// <summary>Where a class stands among the scores.</summary>
public static class ClassRank
{
    /// <summary>How many classes stand before it, 0 for the decision; of equal scores the first class comes first. NaN stands last.</summary>
    /// <param name="scores">The scores, a number per class.</param>
    /// <param name="number">The class, counted from 0.</param>
    public static int Of(ReadOnlySpan<double> scores, long number)
    {
        var rank = 0;
        var own = Key(scores[(int)number]);
        for (var i = 0; i < scores.Length; i++)
        {
            if (Key(scores[i]) > own || (Key(scores[i]).Equals(own) && i < number))
                rank++;
        }
        return rank;

        static double Key(double score) => double.IsNaN(score) ? double.NegativeInfinity : score;
    }
}
