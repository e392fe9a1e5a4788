namespace Ascribe;

/// <summary>What becomes of the mean over coalitions as baselines, which by itself does not sum to F(x) − F(b).</summary>
public enum Normalization
{
    /// <summary>The mean itself, as the paper has it.</summary>
    Raw,

    /// <summary>
    /// Each element's sum divided by the number of baselines that lacked its player; the others could only give it zero. An
    /// element whose player was in every baseline keeps zero.
    /// </summary>
    Absence,

    /// <summary>The mean scaled by one factor so that it sums to F(x) − F(b).</summary>
    Efficient,
}
