namespace Ascribe.Experiments.Baselines;

/// <summary>How many gradients a map may cost.</summary>
/// <param name="Samples">Coalitions that Shapley integrated gradients draw as baselines.</param>
/// <param name="SampleSteps">Points from each of them to the example.</param>
/// <param name="SingleSteps">Points from a single baseline to the example.</param>
internal sealed record PathBudget(int Samples, int SampleSteps, int SingleSteps);
