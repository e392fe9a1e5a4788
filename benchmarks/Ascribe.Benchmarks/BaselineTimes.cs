using System.Diagnostics;
using System.Globalization;
using Ascribe.Training;

namespace Ascribe.Benchmarks;

/// <summary>
/// What do many coalitions as baselines cost beside a single baseline, on the 20–64–32–1 network of the GridWorld experiment? Printed
/// as a Markdown table; all are taken in turns.
/// </summary>
internal static class BaselineTimes
{
    private const int Inputs = 20;
    private const int Rounds = 25;
    private static readonly int[] Baselines = [50, 200, 1500];

    /// <summary>Measures integrated gradients of 50 points, and Shapley integrated gradients of 20 points a baseline.</summary>
    public static void Run()
    {
        using var network = new Network(new MultiLayerPerceptron(Inputs, 1).Build());
        var question = Question.About(network, Onnx.Tensor.Filled(Onnx.ElementType.Float32, [1, Inputs], 1)) with
        {
            Target = Target.Class(0),
        };
        AttributionMethod[] methods =
        [
            new IntegratedGradients(),
            .. Baselines.Select(n => new ShapleyIntegratedGradients { Samples = n }),
        ];
        var times = methods.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
        for (var m = 0; m < methods.Length; m++)
        {
            var clock = Stopwatch.StartNew();
            methods[m].Explain(network, question);
            if (round > 0)
                times[m].Add(clock.Elapsed.TotalMilliseconds);
        }
        var medians = times.Select(t => t.Order().ElementAt(Rounds / 2)).ToArray();
        Console.WriteLine("| method | gradients | ms | times one baseline |");
        Console.WriteLine("|---|--:|--:|--:|");
        for (var m = 0; m < methods.Length; m++)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {(m == 0 ? "one baseline, 50 points" : $"{Baselines[m - 1]} baselines, 20 points")} | {(m == 0 ? 51 : 20 * Baselines[m - 1] + 1)} | {medians[m]:F2} | {medians[m] / medians[0]:F1} |"
                )
            );
    }
}
