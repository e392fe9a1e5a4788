using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>Transforms of signals, whole and frame by frame.</summary>
internal static class FourierCases
{
    private static readonly Operand Window = Operand.Fixed(Tensor.Vector(0.1f, 0.6f, 1f, 0.7f, 0.2f));

    public static ImmutableArray<CompositeCase> All { get; } =
    [
        .. from parts in new[] { 1, 2 }
        from onesided in parts == 1 ? new[] { 0, 1 } : [0]
        from length in new[] { 6, 4, 9 }
        select new CompositeCase(
            "DFT",
            $"{parts} parts, onesided {onesided}, length {length}",
            Operand.Data(2, 6, parts),
            Number(length)
        ).Set("onesided", onesided),
        new CompositeCase("DFT", "as it stands", Operand.Data(3, 5, 1)),
        new CompositeCase("DFT", "inverse", Operand.Data(2, 5, 2)).Set("inverse", 1),
        new CompositeCase("DFT", "along an axis that is stated", Operand.Data(2, 4, 3, 1), null, Number(1)),
        new CompositeCase("DFT", "along a negative axis", Operand.Data(2, 4, 3, 2), null, Number(-3)),
        new CompositeCase("DFT", "axis as a setting", Operand.Data(2, 4, 3, 1)).Set("axis", 2) with
        {
            Opset = 17,
        },
        new CompositeCase("DFT", "axis as it was by default", Operand.Data(2, 4, 3, 1)) with
        {
            Opset = 17,
        },
        .. from onesided in new[] { 0, 1 }
        select new CompositeCase(
            "STFT",
            $"window, onesided {onesided}",
            Operand.Data(2, 14, 1),
            Number(3),
            Window,
            Number(5)
        ).Set("onesided", onesided),
        new CompositeCase("STFT", "window gives the length", Operand.Data(2, 11, 1), Number(2), Window),
        new CompositeCase("STFT", "no window", Operand.Data(2, 9, 1), Number(4), null, Number(4)),
    ];

    private static Operand Number(long number) => Operand.Fixed(Tensor.Scalar(number));
}
