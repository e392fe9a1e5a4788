using System.Collections.Immutable;
using Ascribe.Autodiff;

namespace Ascribe.Gradients;

/// <summary>What a gradient graph is built to compute.</summary>
/// <param name="By">By what the target is differentiated.</param>
/// <param name="Reading">How rectifying units are read.</param>
/// <param name="Only">The one feature to differentiate by, so that the others need no backward rules; null for all.</param>
internal sealed record GradientOptions(
    GradientBy By = GradientBy.Features,
    Rectification Reading = Rectification.Gradient,
    string? Only = null
)
{
    /// <summary>The names of what the target is differentiated by.</summary>
    public ImmutableArray<string> Names(Compilation compilation) =>
        By switch
        {
            GradientBy.Nothing => [],
            GradientBy.Watched => compilation.Watched,
            _ => Only is null ? compilation.Features : [Only],
        };
}
