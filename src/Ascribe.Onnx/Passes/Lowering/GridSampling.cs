using System.Collections.Immutable;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>GridSample: pixels of x [N, C, D…] at places of a grid [N, O…, k] → their values, weighted and summed.</summary>
/// <remarks>Places are kept as one axis of P = ΠO points; pixels as one of S = ΠD.</remarks>
internal static class GridSampling
{
    public static void Lower(Composite n)
    {
        var axes = n.X.Rank - 2;
        var input = Enumerable.Range(2, axes).Select(a => n.Extent(0, a, "a spatial extent")).ToImmutableArray();
        var output = Enumerable.Range(1, axes).Select(a => n.Extent(1, a, "an extent of the grid"));
        var channels = n.Extent(0, 1, "the number of channels");
        var taps = input.Select((extent, axis) => Taps(n, Coordinate(n, axis, extent), extent)).ToImmutableArray();
        long[] toLast = [0, .. Enumerable.Range(2, axes).Select(a => (long)a), 1];
        var pixels = Reshape(Transpose(n.X, toLast), -1, channels);
        var sum = Combinations(taps).Select(taken => Weighted(n, pixels, taken, input)).Aggregate((a, b) => a + b);
        n.Define(0, Reshape(Transpose(sum, 0, 2, 1), [-1, channels, .. output]));
    }

    /// <summary>Where each point lies along an axis, in pixels, [N, P]; folded back into the picture where the mode says so.</summary>
    private static Value Coordinate(Composite n, int axis, long extent)
    {
        var axes = n.X.Rank - 2;
        var points = Reshape(n.Input(1), 0, -1, axes);
        // The grid names the last axis first.
        var place = axes - 1 - axis;
        var g = Squeeze(Slice(points, [place], [place + 1], [2]), 2);
        var corners = n.Attributes.Int("align_corners") != 0;
        var x = corners ? (g + 1) * ((extent - 1) / 2.0) : (g + 1) * (extent / 2.0) - 0.5;
        if (Mode(n) == "nearest")
            x = Unary("Round", x);
        return n.Attributes.Text("padding_mode", "zeros") switch
        {
            "zeros" => x,
            "border" => Mode(n) == "cubic" ? x : Within(x, 0, extent - 1),
            "reflection" => corners ? Reflected(x, 0, extent - 1) : Reflected(x, -0.5, extent - 0.5),
            var other => throw n.Refused($"has the padding '{other}', which is not known"),
        };
    }

    /// <summary>The pixels that a point reads along an axis, with their weights.</summary>
    private static ImmutableArray<Tap> Taps(Composite n, Value x, long extent)
    {
        if (Mode(n) == "nearest")
            return [new Tap(x, null)];
        var first = Unary("Floor", x);
        var t = x - first;
        return Mode(n) == "linear"
            ? [new Tap(first, 1 - t), new Tap(first + 1, t)]
            :
            [
                new Tap(first - 1, Outer(1 + t)),
                new Tap(first, Inner(t)),
                new Tap(first + 1, Inner(1 - t)),
                new Tap(first + 2, Outer(2 - t)),
            ];
    }

    /// <summary>The values of the pixels taken along every axis times the product of their weights, [N, P, C].</summary>
    private static Value Weighted(Composite n, Value pixels, ImmutableArray<Tap> taken, ImmutableArray<long> extents)
    {
        var zeros = n.Attributes.Text("padding_mode", "zeros") == "zeros";
        Value? index = null;
        Value? weight = null;
        foreach (var (tap, extent) in taken.Zip(extents))
        {
            var inside = Bounded(n, tap.Place, extent);
            index = index is { } i ? i * extent + inside : inside;
            weight = Product(weight, tap.Weight);
            if (zeros)
                weight = Product(weight, Cast(Equal(inside, tap.Place), n.X.ElementType));
        }
        var count = extents.Aggregate(1L, (a, b) => a * b);
        var values = Gather(pixels, Cast(index!.Value, ElementType.Int64) + Rows(n, count), 0);
        return weight is { } w ? values * Unsqueeze(w, 2) : values;
    }

    /// <summary>The pixel that stands in for one outside.</summary>
    private static Value Bounded(Composite n, Value place, long extent)
    {
        var reflects = n.Attributes.Text("padding_mode", "zeros") == "reflection";
        if (!reflects)
            return Within(place, 0, extent - 1);
        var corners = n.Attributes.Int("align_corners") != 0;
        var back = corners ? Reflected(place, 0, extent - 1) : Reflected(place, -0.5, extent - 0.5);
        return Within(Unary("Floor", back + 1e-3), 0, extent - 1);
    }

    /// <summary>Where the pixels of each example begin, [N, 1].</summary>
    private static Value Rows(Composite n, long count)
    {
        var b = n.Builder;
        var examples = Squeeze(Slice(Shape(n.X), [0], [1], [0]), 0);
        var numbers = b.Emit("Range", [b.Scalar(0, ElementType.Int64), examples, b.Scalar(1, ElementType.Int64)]);
        return Unsqueeze(numbers * b.Scalar(count, ElementType.Int64), 1);
    }

    private static Value Within(Value x, double low, double high) =>
        x.Builder.Emit("Clip", [x, x.Like(low), x.Like(high)]);

    /// <summary>x thrown back at both ends as often as it takes.</summary>
    private static Value Reflected(Value x, double low, double high)
    {
        var range = high - low;
        if (range == 0)
            return x * 0 + low;
        var t = x - low;
        var within = t - 2 * range * Unary("Floor", t * (1 / (2 * range)));
        return high - Abs(within - range);
    }

    private const double Cubic = -0.75;

    /// <summary>The cubic kernel within one pixel: (a + 2)t³ − (a + 3)t² + 1.</summary>
    private static Value Inner(Value t) => ((Cubic + 2) * t - (Cubic + 3)) * t * t + 1;

    /// <summary>The cubic kernel between one pixel and two: at³ − 5at² + 8at − 4a.</summary>
    private static Value Outer(Value t) => ((Cubic * t - 5 * Cubic) * t + 8 * Cubic) * t - 4 * Cubic;

    private static Value? Product(Value? a, Value? b) => a is { } x && b is { } y ? x * y : a ?? b;

    private static string Mode(Composite n) =>
        n.Attributes.Text("mode", "linear") switch
        {
            "bilinear" => "linear",
            "bicubic" => "cubic",
            var mode => mode,
        };

    private static IEnumerable<ImmutableArray<Tap>> Combinations(ImmutableArray<ImmutableArray<Tap>> axes) =>
        axes.Aggregate(
            Enumerable.Repeat(ImmutableArray<Tap>.Empty, 1),
            (combinations, taps) => combinations.SelectMany(_ => taps, (taken, tap) => taken.Add(tap))
        );

    /// <summary>A pixel along one axis and its weight, both [N, P].</summary>
    private sealed record Tap(Value Place, Value? Weight);
}
