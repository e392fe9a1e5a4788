using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>Operators of ai.onnx that are a formula of others.</summary>
internal static class StandardCases
{
    public static ImmutableArray<CompositeCase> All { get; } =
    [
        new CompositeCase("CastLike", "the type of a number", Operand.Data(2, 3), Operand.Fixed(Tensor.Scalar(1.0))),
        new CompositeCase("CastLike", "the type that it has", Operand.Data(2, 3), Operand.Weight(4)),
    ];
}
