namespace Ascribe.Autodiff.Tests;

/// <summary>Agreement of two gradients.</summary>
internal static class Close
{
    /// <summary>The largest difference, relative to the larger of 1 and the largest expected element.</summary>
    public static double Distance(double[] actual, double[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        var scale = expected.Select(Math.Abs).Append(1).Max();
        return actual.Zip(expected, (a, b) => Math.Abs(a - b) / scale).Append(0).Max();
    }

    public static void ShouldBeCloseTo(this double[] actual, double[] expected, double tolerance, string what)
    {
        var distance = Distance(actual, expected);
        // A NaN compares false with everything, so the condition is stated positively.
        (distance <= tolerance).ShouldBeTrue(
            $"{what} differs by {distance:G3} (allowed {tolerance:G1}):\n  is     {Shown(actual)}\n  should {Shown(expected)}"
        );
    }

    private static string Shown(double[] values) => string.Join(' ', values.Take(24).Select(v => v.ToString("G5")));
}
