using System.Collections.Immutable;

namespace Ascribe.Experiments.Photos;

/// <summary>A photo with what every choice of baseline says of it.</summary>
/// <param name="Name">The photo.</param>
/// <param name="Decision">What the network takes it for.</param>
/// <param name="Maps">By the name of the baseline.</param>
/// <param name="Agreements">Spearman's correlation of SIG's contributions of pixels with those by a single baseline, by its name.</param>
internal sealed record ExplainedPhoto(
    string Name,
    string Decision,
    ImmutableDictionary<string, MapResult> Maps,
    ImmutableDictionary<string, double> Agreements
);
