using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ascribe.Runtime.Kernels;

/// <summary>
/// MaxPoolGradient(x, y, dy): dy goes to the first largest element of each window, in the order of rows. In NCHW, and in blocks of 8
/// or 16 channels.
/// </summary>
/// <param name="info">
/// The node: <c>kernel_shape</c>, <c>strides</c> and <c>pads</c> of the pool, and <c>block</c>, the channels of a block, 1 for NCHW.
/// </param>
internal sealed unsafe class MaxPoolGradientKernel(nint info) : Kernel
{
    /// <summary>The operator's name.</summary>
    public const string Op = "MaxPoolGradient";

    private readonly long[] kernel = KernelCalls.Integers(info, "kernel_shape\0"u8);
    private readonly long[] strides = KernelCalls.Integers(info, "strides\0"u8);
    private readonly long[] pads = KernelCalls.Integers(info, "pads\0"u8);
    private readonly int block = (int)KernelCalls.Integers(info, "block\0"u8)[0];

    /// <inheritdoc/>
    public override void Compute(nint context)
    {
        var x = KernelCalls.Input(context, 0);
        var y = KernelCalls.Input(context, 1);
        var dy = KernelCalls.Input(context, 2);
        var dx = KernelCalls.Output(context, x.Shape);
        var planes = x.Shape[0] * x.Shape[1] / block;
        var (inside, outside) = (x.Shape[2] * x.Shape[3] * block, y.Shape[2] * y.Shape[3] * block);
        for (var plane = 0L; plane < planes; plane++)
        {
            // Here, and not all at once: what has just been cleared lies near.
            new Span<float>(dx + plane * inside, (int)inside).Clear();
            Plane(
                x.Data + plane * inside,
                y.Data + plane * outside,
                dy.Data + plane * outside,
                dx + plane * inside,
                x.Shape,
                y.Shape
            );
        }
    }

    // At once as fast as it gets: most processes are over before the runtime would have noticed that this is where the time goes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Plane(float* x, float* y, float* dy, float* dx, long[] input, long[] output)
    {
        for (var row = 0L; row < output[2]; row++)
        for (var column = 0L; column < output[3]; column++)
        {
            var window = Window.At(this, row, column, input);
            var place = (row * output[3] + column) * block;
            if (block == 1)
                Scatter(x, y[place], dy[place], dx, window);
            else if (block == 16)
                Scatter16(x, y + place, dy + place, dx, window);
            else
                Scatter8(x, y + place, dy + place, dx, window);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter(float* x, float largest, float slope, float* dx, Window w)
    {
        for (var row = w.Top; row < w.Bottom; row++)
        for (var place = row * w.Width + w.Left; place < row * w.Width + w.Right; place++)
        {
            if (x[place] != largest)
                continue;
            dx[place] += slope;
            return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter16(float* x, float* y, float* dy, float* dx, Window w)
    {
        var (largest, slope) = (Vector512.Load(y), Vector512.Load(dy));
        for (var row = w.Top; row < w.Bottom; row++)
        for (var column = w.Left; column < w.Right; column++)
        {
            var place = (row * w.Width + column) * Vector512<float>.Count;
            var found = Vector512.Equals(Vector512.Load(x + place), largest);
            (Vector512.Load(dx + place) + Vector512.ConditionalSelect(found, slope, default)).Store(dx + place);
            // Who has been found gives nothing further: of equal elements the first counts.
            slope = Vector512.ConditionalSelect(found, default, slope);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter8(float* x, float* y, float* dy, float* dx, Window w)
    {
        var (largest, slope) = (Vector256.Load(y), Vector256.Load(dy));
        for (var row = w.Top; row < w.Bottom; row++)
        for (var column = w.Left; column < w.Right; column++)
        {
            var place = (row * w.Width + column) * Vector256<float>.Count;
            var found = Vector256.Equals(Vector256.Load(x + place), largest);
            (Vector256.Load(dx + place) + Vector256.ConditionalSelect(found, slope, default)).Store(dx + place);
            slope = Vector256.ConditionalSelect(found, default, slope);
        }
    }

    /// <summary>The part of a window that lies in the picture.</summary>
    private readonly record struct Window(long Top, long Bottom, long Left, long Right, long Width)
    {
        public static Window At(MaxPoolGradientKernel pool, long row, long column, long[] input)
        {
            var (top, left) = (row * pool.strides[0] - pool.pads[0], column * pool.strides[1] - pool.pads[1]);
            return new(
                Math.Max(0, top),
                Math.Min(input[2], top + pool.kernel[0]),
                Math.Max(0, left),
                Math.Min(input[3], left + pool.kernel[1]),
                input[3]
            );
        }
    }
}
