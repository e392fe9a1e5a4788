using System.Globalization;

namespace Ascribe;

/// <summary>One of a set of references, drawn at random.</summary>
/// <param name="References">The references, all equally likely.</param>
/// <remarks>
/// Every example gets the same one, so that a batch is answered like its examples alone, and so does every feature, since features of
/// one reference belong together.
/// </remarks>
public sealed record RandomBaseline(ReferenceSet References) : DrawnBaseline
{
    /// <inheritdoc/>
    public override Tensor Of(BaselineSite site) => References.Draw(site, new Random(Seed ?? site.Seed));

    /// <inheritdoc/>
    public override string ToString() =>
        Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $"random:seed={seed}") : "random";
}
