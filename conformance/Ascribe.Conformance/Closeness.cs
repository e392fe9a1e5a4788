using Ascribe.Onnx;

namespace Ascribe.Conformance;

/// <summary>Whether two runs give the same: |a − b| ≤ 10⁻⁵ + 10⁻³·|b|, as the ONNX project's own test runner asks.</summary>
internal static class Closeness
{
    /// <summary>What differs; null where nothing does.</summary>
    public static string? Difference(Tensor actual, Tensor expected)
    {
        if (actual.ElementType != expected.ElementType || !actual.Shape.SequenceEqual(expected.Shape))
            return $"{actual} instead of {expected}";
        if (expected.ElementType == ElementType.String)
            return actual.Texts.SequenceEqual(expected.Texts, StringComparer.Ordinal) ? null : "another text";
        var (a, b) = (actual.ToDoubles(), expected.ToDoubles());
        var worst = Enumerable.Range(0, a.Length).FirstOrDefault(i => !Close(a[i], b[i], expected.ElementType), -1);
        return worst < 0 ? null : $"{a[worst]:G6} instead of {b[worst]:G6} at element {worst}";
    }

    private static bool Close(double a, double b, ElementType type)
    {
        if (double.IsNaN(a) || double.IsNaN(b))
            return double.IsNaN(a) == double.IsNaN(b);
        if (double.IsInfinity(a) || double.IsInfinity(b))
            return a.Equals(b);
        var relative = type is ElementType.Float16 or ElementType.BFloat16 ? 1e-2 : 1e-3;
        return Math.Abs(a - b) <= 1e-5 + relative * Math.Abs(b);
    }
}
