using System.Collections.Immutable;
using Ascribe.Experiments.Baselines;
using Ascribe.Experiments.FaceApi;

namespace Ascribe.Experiments.FacePairs;

/// <summary>How much of the experiment is run.</summary>
/// <param name="Networks">Weights of the face-api networks whose embeddings are compared.</param>
/// <param name="Pairs">Pairs of faces.</param>
/// <param name="Budget">Gradients of a map.</param>
/// <param name="Steps">Steps in which all pixels are removed or put in.</param>
/// <param name="SheetPairs">Pairs on a sheet of maps.</param>
/// <param name="SheetsOnPage">Sheets that the page shows; the others are only files.</param>
internal sealed record ExpressionPlan(
    ImmutableArray<string> Networks,
    int Pairs,
    PathBudget Budget,
    int Steps,
    int SheetPairs,
    int SheetsOnPage
)
{
    /// <summary>Both networks, 24 pairs, 64 coalitions of 20 points.</summary>
    public static ExpressionPlan Full { get; } =
        new(
            [FaceExpressionNetwork.Weights, FaceRecognitionNetwork.Weights],
            24,
            new PathBudget(64, 20, 50),
            Steps: 50,
            SheetPairs: 4,
            SheetsOnPage: 2
        );

    /// <summary>Expressions, 12 pairs, 24 coalitions of 10 points.</summary>
    public static ExpressionPlan Quick { get; } =
        new([FaceExpressionNetwork.Weights], 12, new PathBudget(24, 10, 30), Steps: 20, SheetPairs: 3, SheetsOnPage: 2);
}
