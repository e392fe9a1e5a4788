namespace Ascribe.Autodiff;

/// <summary>How what comes back passes the units that cut off below 0.</summary>
public enum Rectification
{
    /// <summary>As the derivative has it: where the unit is active.</summary>
    Gradient,

    /// <summary>Guided backpropagation: where the unit is active, and only what is positive.</summary>
    /// <remarks>Springenberg et al., "Striving for Simplicity: The All Convolutional Net", 2015.</remarks>
    Guided,

    /// <summary>Deconvolution: only what is positive, whether the unit is active or not.</summary>
    /// <remarks>Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2014.</remarks>
    Deconvolution,
}
