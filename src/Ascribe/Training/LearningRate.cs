namespace Ascribe.Training;

/// <summary>How long the steps of training are, from the first to the last.</summary>
/// <param name="Initial">The rate of the first step.</param>
/// <param name="Final">The rate that the steps after it fall to along half a cosine; the same number for a constant rate.</param>
/// <remarks>Source of the cosine: Loshchilov and Hutter 2017, SGDR, without restarts.</remarks>
public sealed record LearningRate(double Initial, double Final)
{
    /// <summary>The same rate for all steps.</summary>
    public static LearningRate Constant(double rate) => new(rate, rate);

    /// <summary>A rate that falls to 0 along half a cosine.</summary>
    public static LearningRate Cosine(double initial) => new(initial, 0);

    /// <summary>The rate of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">All steps.</param>
    public double At(long step, long steps) =>
        Final + (Initial - Final) * (1 + Math.Cos(Math.PI * step / Math.Max(1, steps))) / 2;
}
