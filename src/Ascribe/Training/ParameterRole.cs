namespace Ascribe.Training;

/// <summary>What a trained constant does in its model.</summary>
public enum ParameterRole
{
    /// <summary>It multiplies: the matrix of a product, the filters of a convolution.</summary>
    Weight,

    /// <summary>It is added to what a product or a convolution gives.</summary>
    Bias,

    /// <summary>Its rows are picked: the table of an embedding.</summary>
    Table,
}
