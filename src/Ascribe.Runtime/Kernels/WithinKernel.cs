using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ascribe.Runtime.Kernels;

/// <summary>Within(dy, y): dy where low &lt; y &lt; high, else 0: the way back through ReLU and Clip, given what came out of them.</summary>
/// <param name="info">The node: <c>low</c>, <c>high</c>.</param>
internal sealed class WithinKernel(nint info) : Kernel
{
    /// <summary>The operator's name.</summary>
    public const string Op = "Within";

    private readonly float low = KernelCalls.Number(info, "low\0"u8);
    private readonly float high = KernelCalls.Number(info, "high\0"u8);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe void Compute(nint context)
    {
        var dy = KernelCalls.Input(context, 0);
        var slopes = dy.Elements;
        var values = KernelCalls.Input(context, 1).Elements;
        var dx = new Span<float>(KernelCalls.Output(context, dy.Shape), slopes.Length);
        var (lows, highs) = (new Vector<float>(low), new Vector<float>(high));
        var i = 0;
        for (; i <= dx.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(values[i..]);
            var inside = Vector.GreaterThan(value, lows) & Vector.LessThan(value, highs);
            (new Vector<float>(slopes[i..]) & Vector.AsVectorSingle(inside)).CopyTo(dx[i..]);
        }
        for (; i < dx.Length; i++)
            dx[i] = values[i] > low && values[i] < high ? slopes[i] : 0;
    }
}
