using System.Collections.Immutable;
using Ascribe.Experiments.Baselines;

namespace Ascribe.Experiments.Photos;

/// <summary>How much of the experiment is run.</summary>
/// <param name="Models">Model files of the data folder, the column of the labels that holds each one's decisions, and how many photos each explains.</param>
/// <param name="Budget">Gradients of a map.</param>
/// <param name="Pixels">L, the pixels that are removed at last.</param>
/// <param name="References">Photos that the mean is taken over.</param>
/// <param name="SheetRows">Photos on a sheet of maps.</param>
/// <param name="SheetsOnPage">Sheets that the page shows; the others are only files.</param>
/// <param name="Sheets">Sheets that are drawn.</param>
internal sealed record ImageNetPlan(
    ImmutableArray<(string File, string Column, int Photos)> Models,
    PathBudget Budget,
    int Pixels,
    int References,
    int SheetRows,
    int SheetsOnPage,
    int Sheets
)
{
    private const string SqueezeNet = "squeezenet1.1-imagenet";
    private const string ResNet = "resnet50-v1-imagenet-int8w";

    /// <summary>n: with a pixel goes the area of (n + 1)×(n + 1).</summary>
    public static ImmutableArray<int> Areas { get; } = [0, 1, 2, 3];

    /// <summary>Two networks, 60 and 12 photos, 300 pixels, 32 coalitions of 20 points.</summary>
    public static ImageNetPlan Full { get; } =
        new(
            [(SqueezeNet, "squeezenet_top1", 60), (ResNet, "resnet50_top1", 12)],
            new PathBudget(32, 20, 50),
            Pixels: 300,
            References: 100,
            SheetRows: 5,
            SheetsOnPage: 2,
            Sheets: 4
        );

    /// <summary>SqueezeNet, 8 photos, 100 pixels, 12 coalitions of 10 points.</summary>
    public static ImageNetPlan Quick { get; } =
        new(
            [(SqueezeNet, "squeezenet_top1", 8)],
            new PathBudget(12, 10, 20),
            Pixels: 100,
            References: 20,
            SheetRows: 4,
            SheetsOnPage: 2,
            Sheets: 2
        );
}
