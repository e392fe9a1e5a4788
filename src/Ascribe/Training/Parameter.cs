using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>A constant of a canonical model that training can change.</summary>
/// <param name="Name">Its name in the canonical graph. What was made from a constant W of the model is called W.T, W.folded and so on.</param>
/// <param name="Role">What it does.</param>
/// <param name="ElementType">Its element type, a floating one.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="FanIn">How many numbers an output of a weight sums over; 1 for other roles.</param>
public sealed record Parameter(
    string Name,
    ParameterRole Role,
    ElementType ElementType,
    ImmutableArray<long> Shape,
    long FanIn
)
{
    /// <summary>The number of entries.</summary>
    public int Length => (int)Tensor.CountOf(Shape);

    /// <summary>Whether weight decay shrinks it: matrices and filters only. Biases, single vectors and tables are left alone.</summary>
    public bool Decays => Role == ParameterRole.Weight && Shape.Length > 1;

    /// <summary>Whether a name means this parameter: its own name, or the beginning of it up to a dot.</summary>
    public bool IsNamedBy(string name) =>
        Name.StartsWith(name, StringComparison.Ordinal) && (Name.Length == name.Length || Name[name.Length] == '.');

    /// <inheritdoc/>
    public override string ToString() => $"{ElementType.OnnxName()}[{string.Join(',', Shape)}] {Name}";
}
