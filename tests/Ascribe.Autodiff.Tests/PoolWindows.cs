using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests;

/// <summary>The gradient of a pool over windows, in loops. How much is padded in front is worked out from the definition.</summary>
internal static class PoolWindows
{
    /// <param name="rule">The case.</param>
    /// <param name="partials">∂y/∂x for the inputs of one window, in ascending order.</param>
    public static Loops Gradient(RuleCase rule, Func<double[], double[]> partials) =>
        new((x, dy) => [Gradient(rule, partials, x[0], dy)]);

    private static double[] Gradient(RuleCase rule, Func<double[], double[]> partials, double[] x, double[] dy)
    {
        var shape = rule.Operands[0]!.Shape;
        int[] extents = [.. shape.Skip(2).Select(e => (int)e)];
        var axes = extents.Select((extent, a) => new PoolAxis(rule.Attributes, a, extent)).ToArray();
        var (planes, size) = ((int)(shape[0] * shape[1]), extents.Aggregate(1, (a, b) => a * b));
        var outputs = axes.Aggregate(1, (count, a) => count * a.Outputs);
        dy.Length.ShouldBe(planes * outputs, "the loops see another number of windows than ONNX Runtime");
        var gradient = new double[x.Length];
        for (var plane = 0; plane < planes; plane++)
        for (var output = 0; output < outputs; output++)
        {
            int[] places = [.. Inputs(axes, output).Select(i => plane * size + i)];
            foreach (var (place, slope) in places.Zip(partials([.. places.Select(i => x[i])])))
                gradient[place] += slope * dy[plane * outputs + output];
        }
        return gradient;
    }

    /// <summary>Flat indices of the inputs in a window, in ascending order.</summary>
    private static IEnumerable<int> Inputs(PoolAxis[] axes, int output)
    {
        var places = new int[axes.Length];
        for (var a = axes.Length - 1; a >= 0; a--)
            (output, places[a]) = Math.DivRem(output, axes[a].Outputs);
        IEnumerable<int> flat = [0];
        for (var a = 0; a < axes.Length; a++)
        {
            var (axis, place) = (axes[a], places[a]);
            flat = [.. flat.SelectMany(f => axis.Inputs(place).Select(i => f * axis.Extent + i))];
        }
        return flat;
    }

    private sealed record PoolAxis
    {
        private readonly int kernel;
        private readonly int stride;
        private readonly int dilation;
        private readonly int pad;

        public PoolAxis(Attributes settings, int axis, int extent)
        {
            Extent = extent;
            kernel = Setting("kernel_shape", 1);
            stride = Setting("strides", 1);
            dilation = Setting("dilations", 1);
            var reach = (kernel - 1) * dilation + 1;
            var auto = settings.Text("auto_pad", "NOTSET");
            if (auto.StartsWith("SAME", StringComparison.Ordinal))
            {
                Outputs = (extent + stride - 1) / stride;
                var total = Math.Max(0, (Outputs - 1) * stride + reach - extent);
                pad = string.Equals(auto, "SAME_UPPER", StringComparison.Ordinal) ? total / 2 : total - total / 2;
                return;
            }
            pad = Setting("pads", 0);
            var room =
                extent + pad + (settings.Ints("pads") is { IsDefault: false } p ? (int)p[^(p.Length / 2 - axis)] : 0);
            Outputs = (room - reach) / stride + 1;
            // A window that would begin in the padding behind the end is left out.
            if (settings.Int("ceil_mode") != 0 && (room - reach) % stride != 0 && Outputs * stride < extent + pad)
                Outputs++;

            int Setting(string name, int otherwise) =>
                settings.Ints(name) is { IsDefault: false } values ? (int)values[axis] : otherwise;
        }

        public int Extent { get; }

        public int Outputs { get; }

        public IEnumerable<int> Inputs(int output) =>
            Enumerable
                .Range(0, kernel)
                .Select(tap => output * stride + tap * dilation - pad)
                .Where(i => i >= 0 && i < Extent);
    }
}
