using System.Collections.Immutable;

namespace Ascribe;

/// <summary>Why an attribution or its score is to be taken with care.</summary>
/// <param name="Kind">What is the matter.</param>
/// <param name="Text">A sentence for people: what is the matter, how much of it, and what would help.</param>
/// <param name="Examples">The examples that it is about, as the rows of the attribution count them, from 0.</param>
public sealed record Warning(WarningKind Kind, string Text, ImmutableArray<int> Examples);
