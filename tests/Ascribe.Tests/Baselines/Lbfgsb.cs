using System.Runtime.InteropServices;
using System.Text;

namespace Ascribe.Tests.Baselines;

/// <summary>
/// The Fortran original of L-BFGS-B 3.0, where Debian's liblbfgsb0 is installed. Byrd, Lu, Nocedal and Zhu 1995; Morales and Nocedal
/// 2011.
/// </summary>
internal static class Lbfgsb
{
    private const int Corrections = 17;
    private const int TextLength = 60;
    private static readonly Setulb? Step = Load();

    private delegate void Setulb(
        ref int n,
        ref int m,
        [In, Out] double[] x,
        [In, Out] double[] lower,
        [In, Out] double[] upper,
        [In, Out] int[] bounds,
        ref double value,
        [In, Out] double[] gradient,
        ref double relativeReduction,
        ref double projectedGradient,
        [In, Out] double[] work,
        [In, Out] int[] integerWork,
        [In, Out] byte[] task,
        ref int print,
        [In, Out] byte[] text,
        [In, Out] int[] logicals,
        [In, Out] int[] integers,
        [In, Out] double[] numbers,
        nint taskLength,
        nint textLength
    );

    /// <summary>Minimizes a function over 0 ≤ x ≤ 1, beginning at 1.</summary>
    /// <param name="n">The number of variables.</param>
    /// <param name="evaluate">Writes the gradient at x and returns the value.</param>
    public static double[] Minimize(int n, Func<double[], double[], double> evaluate)
    {
        Assert.SkipWhen(Step is null, "liblbfgsb.so.0 is not installed; apt-get install liblbfgsb0.");
        var (m, print) = (Corrections, -1);
        var (value, noReduction, smallGradient) = (0.0, 0.0, 1e-8);
        var (x, lower, upper) = (Filled(n, 1), new double[n], Filled(n, 1));
        var bounds = Enumerable.Repeat(2, n).ToArray();
        var gradient = new double[n];
        var work = new double[2 * m * n + 5 * n + 11 * m * m + 8 * m];
        var (task, text) = (Text("START"), Text(""));
        var (integerWork, logicals, integers, numbers) = (new int[3 * n], new int[4], new int[44], new double[29]);
        for (var call = 0; call < 10_000; call++)
        {
            Step(
                ref n,
                ref m,
                x,
                lower,
                upper,
                bounds,
                ref value,
                gradient,
                ref noReduction,
                ref smallGradient,
                work,
                integerWork,
                task,
                ref print,
                text,
                logicals,
                integers,
                numbers,
                TextLength,
                TextLength
            );
            var said = Encoding.ASCII.GetString(task);
            if (said.StartsWith("FG", StringComparison.Ordinal))
                value = evaluate(x, gradient);
            else if (!said.StartsWith("NEW_X", StringComparison.Ordinal))
                break;
        }
        return x;
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text.PadRight(TextLength));

    private static double[] Filled(int count, double number) => [.. Enumerable.Repeat(number, count)];

    private static Setulb? Load() =>
        NativeLibrary.TryLoad("liblbfgsb.so.0", out var library)
        && NativeLibrary.TryGetExport(library, "setulb_", out var function)
            ? Marshal.GetDelegateForFunctionPointer<Setulb>(function)
            : null;
}
