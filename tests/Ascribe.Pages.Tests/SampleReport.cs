using System.Collections.Immutable;
using Ascribe.Experiments;
using Ascribe.Imaging;
using Ascribe.Imaging.Plots;

namespace Ascribe.Pages.Tests;

/// <summary>An experiment's report with everything that pages have trouble with: long names, wide tables, many pictures.</summary>
internal static class SampleReport
{
    private const int Pictures = 30;

    private static readonly ImmutableArray<string> Methods =
    [
        .. from baseline in new[]
        {
            "zeros",
            "mean of the references",
            "maximum distance",
            "output-targeted, optimized",
        }
        from layer in new[] { "pixels", "resnetv15_stage4_activation2" }
        select $"Aumann–Shapley attribution at {layer}, {baseline}",
    ];

    public static ExperimentReport Report { get; } =
        new(
            "A report of everything",
            "What pages have trouble with.",
            [
                new Finding("Do heatmaps point at objects?", "The paper says so.", "They do.", Verdict.Agrees)
                {
                    Plots = [Hits("hits", [.. Methods]), Hits("few", [.. Methods.Take(2)]), Lines, Cloud],
                    Tables = [Wide],
                },
                new Finding("What do maps look like?", null, "Like this.", Verdict.NotComparable)
                {
                    Pictures = [Tall, .. Enumerable.Range(0, Pictures).Select(Sheet)],
                },
            ]
        )
        {
            SetUp = ["Everything is made up."],
            Facts = [new("Seed", "0"), new("Machine", "a machine with a name that is long enough to be broken")],
        };

    private static ResultPlot Hits(string name, ImmutableArray<string> methods) =>
        new(
            name,
            new BarPlot(
                "",
                "",
                new Axis("share of hits within 15 pixels of an object") { To = 1 },
                Bars("all", methods, 0.9),
                Bars("difficult", methods, 0.5)
            )
            {
                Width = 1000,
            },
            "Hits of the pointing game."
        );

    private static BarSeries Bars(string name, ImmutableArray<string> methods, double share) =>
        new(
            name,
            [
                .. methods.Select(
                    (method, i) =>
                        new PlotBar(
                            method,
                            share - 0.04 * i,
                            new Interval(share - 0.04 * i - 0.05, share - 0.04 * i + 0.05)
                        )
                ),
            ]
        );

    private static ResultPlot Lines =>
        new(
            "lines",
            new LinePlot(
                "The mean squared error of estimates of Shapley values against exact ones, by the model evaluations",
                new Axis("model evaluations", AxisScale.Log),
                new Axis(
                    "mean squared error of all estimates over all examples, relative to exact values",
                    AxisScale.Log
                ),
                [
                    .. Methods.Select(
                        (method, i) =>
                            new Series(
                                method,
                                [.. Enumerable.Range(1, 6).Select(x => new PlotPoint(x * x, 1.0 / (x + i)))]
                            )
                    ),
                ]
            ),
            "Errors."
        );

    private static ResultPlot Cloud =>
        new(
            "cloud",
            new ScatterPlot(
                "Estimates",
                new Axis("exact value"),
                new Axis("estimate"),
                new Series("all", [.. Enumerable.Range(0, 9).Select(x => new PlotPoint(x - 4.5, x - 4.4))])
            ),
            "Estimates against exact values."
        );

    private static ResultTable Wide =>
        new(
            "wide",
            "Everything that was measured.",
            ["method", "all", "by class", "difficult", "by class, difficult", "exact", "difference to the best", "p"],
            [
                .. Methods.Select(method =>
                    ImmutableArray.Create(
                        method,
                        "0.812 [0.790, 0.834]",
                        "0.81",
                        "0.612 [0.570, 0.654]",
                        "0.61",
                        "0.5",
                        "−0.02 [−0.04, −0.01]",
                        "0.0312"
                    )
                ),
            ]
        );

    private static ResultPicture Tall => new("tall", Picture.Of(900, 2400, Rgb.White), "A sheet that no paper holds.");

    private static ResultPicture Sheet(int number) =>
        new($"sheet-{number}", Picture.Of(60, 40, new Rgb((byte)(number * 8), 90, 160)), $"Sheet {number}.");
}
