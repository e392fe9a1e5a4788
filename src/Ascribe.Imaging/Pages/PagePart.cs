using System.Collections.Immutable;

namespace Ascribe.Imaging;

/// <summary>A part of a <see cref="PagedBlock"/>.</summary>
/// <param name="Label">What its button says, in a word or two.</param>
/// <param name="Blocks">What it shows, from top to bottom.</param>
public sealed record PagePart(string Label, params ImmutableArray<Block> Blocks);
