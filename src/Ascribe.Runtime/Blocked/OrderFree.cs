using System.Collections.Frozen;
using Ascribe.Onnx;
using Ascribe.Runtime.Kernels;

namespace Ascribe.Runtime.Blocked;

/// <summary>Which operators do not care about the order of elements.</summary>
internal static class OrderFree
{
    /// <summary>What is finite where their inputs are zeros: what blocks are filled up with stays harmless.</summary>
    private static readonly FrozenSet<string> Finite = FrozenSet.ToFrozenSet(
        [
            "Abs",
            "Add",
            "And",
            "Cast",
            "Clip",
            "Equal",
            "Greater",
            "GreaterOrEqual",
            "Identity",
            "Less",
            "LessOrEqual",
            "Max",
            "Min",
            "Mul",
            "Neg",
            "Not",
            "Or",
            "Relu",
            "Sigmoid",
            "Sign",
            "Sub",
            "Tanh",
            "Where",
        ],
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<string> Others = FrozenSet.ToFrozenSet(
        ["Div", "Elu", "Erf", "Exp", "HardSigmoid", "LeakyRelu", "Log", "Pow", "Reciprocal", "Softplus", "Sqrt"],
        StringComparer.Ordinal
    );

    /// <summary>Whether each element of the output depends on the elements in its place only.</summary>
    public static bool IsElementwise(Node node) =>
        node.Domain == KernelDomain.Name
            ? node.Op == WithinKernel.Op
            : node.Domain.Length == 0 && (Finite.Contains(node.Op) || Others.Contains(node.Op));

    /// <summary>Whether zeros in give a finite number out.</summary>
    public static bool KeepsZerosFinite(Node node) => node.Domain.Length > 0 || Finite.Contains(node.Op);
}
