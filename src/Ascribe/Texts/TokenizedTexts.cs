using System.Collections.Immutable;

namespace Ascribe.Texts;

/// <summary>Texts as a network takes them, padded to the longest of them.</summary>
/// <param name="Ids">Token ids, int64[E, T].</param>
/// <param name="Mask">1 where there is a token and 0 where there is padding, int64[E, T].</param>
/// <param name="Types">Zeros, int64[E, T]: there is one segment.</param>
/// <param name="Tokens">The tokens of each text as they are written, the padding left out.</param>
public sealed record TokenizedTexts(
    Tensor Ids,
    Tensor Mask,
    Tensor Types,
    ImmutableArray<ImmutableArray<string>> Tokens
);
