using System.Collections.Immutable;
using Ascribe.Experiments.FashionMnist;

namespace Ascribe.Experiments.Pruning;

/// <summary>Which classes a model is pruned for.</summary>
/// <param name="Classes">The classes.</param>
/// <param name="Rest">Whether they are told from all others together, and not only from each other.</param>
internal sealed record ClassChoice(ImmutableArray<int> Classes, bool Rest)
{
    /// <summary>Their names.</summary>
    public override string ToString() =>
        string.Join(", ", Classes.Select(c => FashionPictures.Labels[c])) + (Rest ? " against the rest" : "");
}
