using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests;

/// <summary>
/// Layers h ← tanh(h·W) with weights W = u·vᵀ of rank one: as large as one likes, and yet every value is known in closed form,
/// since a layer sees of its input only s = h·u.
/// </summary>
internal sealed record LargeModel(int Width, int Depth)
{
    /// <summary>Bytes of all weights.</summary>
    public long Bytes => 4L * Width * Width * Depth;

    /// <summary>The example that is explained.</summary>
    public double[] X => [.. Enumerable.Range(0, Width).Select(i => 0.8 * Math.Cos(i))];

    /// <summary>The model x [N, width] → y [N, width]; the last weight is a transposed one of a Gemm.</summary>
    public Model Build()
    {
        var b = new GraphBuilder();
        var h = b.Input("x", ElementType.Float32, Dim.Batch, Width);
        for (var layer = 0; layer < Depth; layer++)
        {
            var transposed = layer == Depth - 1;
            var weight = b.Constant(Weight(layer, transposed), $"w{layer}");
            h = Tanh(transposed ? b.Emit("Gemm", [h, weight], Attributes.None.With("transB", 1)) : MatMul(h, weight));
        }
        b.Output(h, "y");
        return Model.Canonical(b.Build());
    }

    /// <summary>y₀ at an example, and its gradient there.</summary>
    public (double Value, double[] Gradient) First(double[] x)
    {
        var h = x;
        var slope = 1.0;
        for (var layer = 0; layer < Depth; layer++)
        {
            var s = h.Select((value, i) => value * U(layer, i)).Sum();
            var next = Enumerable.Range(0, Width).Select(j => Math.Tanh(s * V(layer, j))).ToArray();
            var read = layer + 1;
            slope *= Enumerable
                .Range(0, read == Depth ? 1 : Width)
                .Sum(j => (read == Depth ? 1 : U(read, j)) * (1 - next[j] * next[j]) * V(layer, j));
            h = next;
        }
        return (h[0], [.. Enumerable.Range(0, Width).Select(i => slope * U(0, i))]);
    }

    private double U(int layer, int i) => Math.Cos(i * (layer + 1.0)) * 2 / Width;

    private static double V(int layer, int j) => 1.2 * Math.Cos(j * (layer + 2.0));

    private Tensor Weight(int layer, bool transposed)
    {
        var u = Enumerable.Range(0, Width).Select(i => U(layer, i)).ToArray();
        var v = Enumerable.Range(0, Width).Select(j => V(layer, j)).ToArray();
        var (rows, columns) = transposed ? (v, u) : (u, v);
        var weights = new float[(long)Width * Width];
        for (var i = 0; i < Width; i++)
        for (var j = 0; j < Width; j++)
            weights[i * Width + j] = (float)(rows[i] * columns[j]);
        return Tensor.Of(weights, Width, Width);
    }
}
