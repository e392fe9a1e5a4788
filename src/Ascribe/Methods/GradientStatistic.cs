namespace Ascribe;

/// <summary>What is told of gradients under noise.</summary>
public enum GradientStatistic
{
    /// <summary>Their mean: SmoothGrad.</summary>
    Mean,

    /// <summary>The mean of their squares: SmoothGrad-Squared.</summary>
    Square,

    /// <summary>Their unbiased variance: VarGrad.</summary>
    Variance,
}
