using System.Collections.Immutable;

namespace Ascribe.Experiments.GridWorld;

/// <summary>A surrogate with what is known of it.</summary>
/// <param name="Surrogate">The network.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Determination">R²: the share of the variance of all coalitions' values that it explains.</param>
/// <param name="RootMeanSquare">The root of its mean squared error over all coalitions.</param>
/// <param name="Shapley">The exact Shapley values of the game that it plays.</param>
internal sealed record LearntGame(
    Surrogate Surrogate,
    int Seed,
    double Determination,
    double RootMeanSquare,
    ImmutableArray<double> Shapley
);
