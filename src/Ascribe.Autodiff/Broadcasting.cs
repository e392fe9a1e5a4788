namespace Ascribe.Autodiff;

/// <summary>How the inputs of an operator are stretched to fit one another, which the walker undoes on the way back.</summary>
public enum Broadcasting
{
    /// <summary>Not at all: the adjoint that a rule gives has the shape of its input.</summary>
    None,

    /// <summary>All axes: the adjoint that a rule gives has the shape of the output.</summary>
    Elementwise,

    /// <summary>All axes but the last two: the adjoint has the leading axes of the output, the last two of the input, or its only one.</summary>
    Leading,
}
