namespace Ascribe.Runtime.Kernels;

/// <summary>
/// Winograd(x, u, bias, sum): a convolution by 3×3 with steps of one and a border of one, in blocks of 16 channels, plus what is there of bias and
/// sum; see <see cref="WinogradConvolution"/>.
/// </summary>
/// <param name="info">The node: <c>relu</c>, whether what is below 0 becomes 0 in the end.</param>
internal sealed unsafe class WinogradKernel(nint info) : Kernel
{
    /// <summary>The operator's name.</summary>
    public const string Op = "Winograd";

    private readonly bool relu = KernelCalls.Integers(info, "relu\0"u8) is [not 0];

    /// <inheritdoc/>
    public override void Compute(nint context)
    {
        var x = KernelCalls.Input(context, 0);
        var u = KernelCalls.Input(context, 1);
        var outputs = u.Shape[0] * u.Shape[3];
        new WinogradConvolution
        {
            Pictures = (int)x.Shape[0],
            Height = (int)x.Shape[2],
            Width = (int)x.Shape[3],
            BlocksIn = (int)x.Shape[1] / WinogradTile.Block,
            BlocksOut = (int)outputs / WinogradTile.Block,
            Together = (int)u.Shape[3] / WinogradTile.Block,
            X = x.Data,
            U = u.Data,
            Bias = KernelCalls.OptionalInput(context, 2),
            Sum = KernelCalls.OptionalInput(context, 3),
            Y = KernelCalls.Output(context, [x.Shape[0], outputs, x.Shape[2], x.Shape[3]]),
            Relu = relu,
        }.Run();
    }
}
