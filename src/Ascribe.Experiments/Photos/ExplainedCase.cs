using System.Collections.Immutable;

namespace Ascribe.Experiments.Photos;

/// <summary>A network with all photos that it has explained.</summary>
/// <param name="Case">The network and its photos.</param>
/// <param name="Photos">What came out, in the order of the photos.</param>
internal sealed record ExplainedCase(PhotoCase Case, ImmutableArray<ExplainedPhoto> Photos)
{
    /// <summary>Explains all photos of a network.</summary>
    /// <param name="asked">The network and its photos.</param>
    /// <param name="plan">How much is done.</param>
    /// <param name="seed">The seed of the first photo; each has its own.</param>
    /// <param name="done">Told of each photo.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static ExplainedCase Of(
        PhotoCase asked,
        ImageNetPlan plan,
        int seed,
        Action done,
        CancellationToken cancellation
    )
    {
        using var network = new PhotoNetwork(asked, plan, cancellation);
        var explained = ImmutableArray.CreateBuilder<ExplainedPhoto>();
        foreach (var (i, photo) in asked.Photos.Index())
        {
            explained.Add(network.Explain(photo, seed + i, cancellation));
            done();
        }
        return new ExplainedCase(asked, explained.ToImmutable());
    }
}
