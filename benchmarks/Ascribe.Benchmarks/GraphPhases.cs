using System.Diagnostics;
using System.Globalization;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Benchmarks;

/// <summary>What does each phase cost, from a file to a gradient, as the number of nodes grows? Printed as a Markdown table.</summary>
internal static class GraphPhases
{
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    /// <summary>Measures every kind of graph at every size, or those named.</summary>
    public static void Run(IReadOnlyList<string> kinds)
    {
        Console.WriteLine($"| graph | nodes | {string.Join(" | ", Phases(SizedGraph.Of("chain", 30)).Keys)} | all |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var kind in kinds.Count > 0 ? kinds : SizedGraph.Kinds)
        foreach (var size in Sizes)
        {
            var phases = Phases(SizedGraph.Of(kind, size));
            Console.WriteLine(
                $"| {kind} | {size} | {string.Join(" | ", phases.Values.Select(Seconds))} | {Seconds(phases.Values.Aggregate(TimeSpan.Zero, (a, t) => a + t))} |"
            );
        }
    }

    private static Dictionary<string, TimeSpan> Phases(Model model)
    {
        var times = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var file = Path.GetTempFileName();
        model.Save(file);
        var loaded = Timed("load", () => Model.Load(file));
        File.Delete(file);
        Timed("check", () => GraphChecker.Checked(loaded.Graph));
        Timed("one probe", () => ShapeProbe.Learn(loaded));
        var canonical = Timed("canonicalize", () => Canonicalization.Apply(loaded));
        Timed("cut", () => GraphCut.At(canonical.Graph, ["x"], "y"));
        var gradient = Timed("differentiate", () => Differentiation.Gradient(canonical, Sum, ["x"], RuleSets.Gradient));
        var tidied = Timed("tidy", () => Canonicalization.Tidied(gradient));
        using var session = Timed("session", () => new Session(tidied));
        Timed("run", () => session.Run(ShapeProbe.Example(tidied.Graph)));
        return times;

        T Timed<T>(string phase, Func<T> work)
        {
            var clock = Stopwatch.StartNew();
            var result = work();
            times[phase] = clock.Elapsed;
            return result;
        }
    }

    private static Value Sum(GraphBuilder builder) =>
        builder.Shaped(Op.ReduceSum(builder["y"], [1], keepDims: false), Dim.Batch);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
