using System.Collections.Immutable;

namespace Ascribe.Imaging;

/// <summary>Parts of which the reader chooses one at a time, by pointer or by keyboard; on paper, all of them stand below each other.</summary>
/// <param name="Caption">What is chosen from.</param>
/// <param name="Parts">In reading order; the first one is shown at first.</param>
public sealed record PagedBlock(string Caption, params ImmutableArray<PagePart> Parts) : Block
{
    /// <summary>The pictures that are shown at a time.</summary>
    public const int MostPictures = 24;

    /// <summary>Units that each stay whole, in parts of no more than <see cref="MostPictures"/>; as they are, where so few are in all of them.</summary>
    /// <param name="caption">What they are.</param>
    /// <param name="units">In reading order.</param>
    public static ImmutableArray<Block> Of(string caption, IEnumerable<ImmutableArray<Block>> units)
    {
        ImmutableArray<ImmutableArray<Block>> all = [.. units];
        if (all.Sum(Pictures) <= MostPictures)
            return [.. all.SelectMany(unit => unit)];
        var parts = ImmutableArray.CreateBuilder<PagePart>();
        for (int first = 0, next; first < all.Length; first = next)
        {
            var pictures = Pictures(all[first]);
            for (next = first + 1; next < all.Length && pictures + Pictures(all[next]) <= MostPictures; next++)
                pictures += Pictures(all[next]);
            var label = next - first > 1 ? $"{first + 1}–{next}" : $"{next}";
            parts.Add(new PagePart(label, [.. all[first..next].SelectMany(unit => unit)]));
        }
        return [new PagedBlock(caption, parts.ToImmutable())];
    }

    /// <summary>Many pictures in parts of no more than <see cref="MostPictures"/>.</summary>
    internal static PagedBlock Of(string caption, PicturesBlock block) =>
        new(
            caption,
            [
                .. block
                    .Pictures.Chunk(MostPictures)
                    .Select(
                        (pictures, part) =>
                            new PagePart(
                                $"{part * MostPictures + 1}–{part * MostPictures + pictures.Length}",
                                new PicturesBlock([.. pictures])
                            )
                    ),
            ]
        );

    private static int Pictures(ImmutableArray<Block> unit) =>
        unit.Sum(block => block is PicturesBlock pictures ? pictures.Pictures.Length : 0);
}
