using Ascribe.Autodiff;

namespace Ascribe.Gradients;

/// <summary>What a gradient graph is built to compute.</summary>
/// <param name="Reading">How rectifying units are read.</param>
/// <param name="AtWatched">
/// Whether the gradient is taken by the values that the compilation watches, which are given out too, instead of by the features.
/// </param>
internal sealed record GradientOptions(Rectification Reading = Rectification.Gradient, bool AtWatched = false);
