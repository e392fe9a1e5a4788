using Ascribe.Onnx;
using Ascribe.Runtime.Kernels;

namespace Ascribe.Runtime.Tests.Kernels;

public sealed class KernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(67)]
    public void Within_LetsThroughBetweenItsBoundsOnly(int count)
    {
        var y = Enumerable.Range(0, count).Select(i => i % 4 * 2f).ToArray();
        var dy = Enumerable.Range(0, count).Select(i => i + 1f).ToArray();
        var dx = Run(
            new Node(
                WithinKernel.Op,
                ["dy", "y"],
                ["dx"],
                Attributes.None.With("low", 0f).With("high", 6f),
                "",
                KernelDomain.Name
            ),
            ("dy", Tensor.Of(dy, 1, count)),
            ("y", Tensor.Of(y, 1, count))
        );
        dx.ShouldBe(Enumerable.Range(0, count).Select(i => i % 4 is 1 or 2 ? i + 1.0 : 0));
    }

    [Fact]
    public void Within_HasNoUpperBoundWhereNoneIsGiven()
    {
        var settings = Attributes.None.With("low", 0f).With("high", float.PositiveInfinity);
        Run(
                new Node(WithinKernel.Op, ["dy", "y"], ["dx"], settings, "", KernelDomain.Name),
                ("dy", Tensor.Of([1f, 2, 3, 4], 1, 4)),
                ("y", Tensor.Of([-1f, 0, 1e30f, float.NaN], 1, 4))
            )
            .ShouldBe([0, 0, 3, 0]);
    }

    /// <summary>Brute force, window by window; whole numbers from a small range make many ties.</summary>
    [Theory]
    [InlineData(2, 2, 0, 0)]
    [InlineData(3, 2, 1, 1)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(3, 2, 0, 1)]
    public void MaxPoolGradient_GivesToTheFirstLargestOfEachWindow(int kernel, int stride, int before, int after)
    {
        const int Side = 7;
        var random = new Random(kernel * 10 + stride);
        var x = Enumerable.Range(0, 2 * 3 * Side * Side).Select(_ => (float)random.Next(4)).ToArray();
        var width = (Side + before + after - kernel) / stride + 1;
        var dy = Enumerable.Range(0, 2 * 3 * width * width).Select(_ => (float)random.NextDouble()).ToArray();
        var y = new float[dy.Length];
        var expected = new double[x.Length];
        for (var window = 0; window < y.Length; window++)
        {
            var (plane, row, column) = (window / (width * width), window / width % width, window % width);
            var places = (
                from r in Enumerable.Range(row * stride - before, kernel)
                from c in Enumerable.Range(column * stride - before, kernel)
                where r is >= 0 and < Side && c is >= 0 and < Side
                select (plane * Side + r) * Side + c
            ).ToArray();
            y[window] = places.Max(p => x[p]);
            expected[places.First(p => x[p] == y[window])] += dy[window];
        }
        var settings = Attributes
            .None.With("kernel_shape", new long[] { kernel, kernel })
            .With("strides", new long[] { stride, stride })
            .With("pads", new long[] { before, before, after, after })
            .With("block", new long[] { 1 });
        Run(
                new Node(MaxPoolGradientKernel.Op, ["x", "y", "dy"], ["dx"], settings, "", KernelDomain.Name),
                ("x", Tensor.Of(x, 2, 3, Side, Side)),
                ("y", Tensor.Of(y, 2, 3, width, width)),
                ("dy", Tensor.Of(dy, 2, 3, width, width))
            )
            .ShouldBe(expected, 1e-6);
    }

    [Fact]
    public void KernelThatFails_EndsTheRunWithItsMessage()
    {
        var settings = Attributes
            .None.With("kernel_shape", new long[] { 2, 2 })
            .With("strides", new long[] { 2, 2 })
            .With("pads", new long[] { 0, 0, 0, 0 })
            .With("block", new long[] { 1 });
        var flat = Tensor.Of([1f, 2], 1, 2);
        Should.Throw<ModelException>(() =>
            Run(
                new Node(MaxPoolGradientKernel.Op, ["x", "y", "dy"], ["dx"], settings, "", KernelDomain.Name),
                ("x", flat),
                ("y", flat),
                ("dy", flat)
            )
        );
    }

    private static double[] Run(Node node, params (string Name, Tensor Tensor)[] feeds)
    {
        var graph = new Graph
        {
            Inputs =
            [
                .. feeds.Select(f => new ValueInfo(
                    f.Name,
                    ElementType.Float32,
                    [.. f.Tensor.Shape.Select(e => (Dim)e)]
                )),
            ],
            Nodes = [node],
            Outputs = [new ValueInfo("dx", ElementType.Float32)],
        };
        var model = Model.Canonical(graph);
        using var session = new Session(
            model with
            {
                Opsets = model.Opsets.Add(KernelDomain.Name, KernelDomain.Version),
            }
        );
        return session.Run(feeds.ToDictionary(f => f.Name, f => f.Tensor, StringComparer.Ordinal))[0].ToDoubles();
    }
}
