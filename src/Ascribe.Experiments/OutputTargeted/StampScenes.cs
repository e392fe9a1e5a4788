using System.Collections.Immutable;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>Photos with two stamps each, one in the left and one in the right half, of which it is known to the pixel where they are.</summary>
/// <remarks>The photo is scaled and cut as the network sees it first, so that no mask has to be scaled.</remarks>
/// <param name="network">Who looks.</param>
/// <param name="stamps">The stamps.</param>
/// <param name="backgrounds">The photos' files.</param>
/// <param name="seed">Where the stamps lie, and how large they are.</param>
internal sealed class StampScenes(
    PictureNetwork network,
    ImmutableArray<Stamp> stamps,
    IReadOnlyList<string> backgrounds,
    int seed
)
{
    /// <summary>Where Debian's package tuxpaint-stamps-default has its stamps; the environment variable names another folder.</summary>
    public const string Folder = "/usr/share/tuxpaint/stamps";

    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "ASCRIBE_STAMPS";

    private const string Table = "labels/tuxpaint-stamps-imagenet.csv";
    private const string Backgrounds = "images/imagenet-val";

    /// <summary>The stamps that are there; null where the folder, the table of their classes or photos to lay them on are missing.</summary>
    /// <exception cref="ModelException">The table cannot be read.</exception>
    public static StampScenes? Find(DataFolder data, PictureNetwork network, int seed)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } stated ? stated : Folder;
        if (!Directory.Exists(folder) || data.Find(Table) is not { } table || data.Find(Backgrounds) is null)
            return null;
        ImmutableArray<Stamp> there = [.. StampCatalog.Read(table, folder).Where(s => File.Exists(s.Path))];
        return there.DistinctBy(s => s.ClassIndex).Skip(1).Any()
            ? new StampScenes(network, there, data.Photos(Backgrounds), seed)
            : null;
    }

    /// <summary>Two questions for each picture, one for each of its stamps.</summary>
    /// <param name="count">How many pictures.</param>
    public IEnumerable<PointingTrialSource> Trials(int count) =>
        from number in Enumerable.Range(0, count)
        let pair = Pair(number)
        from asked in pair
        select new PointingTrialSource(
            $"composite {number}: {asked.Class} ({asked.ClassIndex})",
            PointingTrialSource.Stamps,
            asked.Class,
            () => Scene(number, pair, asked)
        );

    /// <summary>A stamp and another one of another class.</summary>
    private ImmutableArray<Stamp> Pair(int number)
    {
        var first = stamps[number % stamps.Length];
        var start = number + number / stamps.Length + stamps.Length / 2;
        var second = Enumerable
            .Range(start, stamps.Length)
            .Select(i => stamps[i % stamps.Length])
            .First(s => s.ClassIndex != first.ClassIndex && s.Class != first.Class);
        return [first, second];
    }

    private PointingScene Scene(int number, ImmutableArray<Stamp> pair, Stamp asked)
    {
        var path = backgrounds[number % backgrounds.Count];
        var picture = network.Card.Prepare(Picture.Load(path));
        var objects = ImmutableArray.CreateBuilder<PictureObject>();
        foreach (var (side, stamp) in pair.Index())
        {
            var (left, width) = (side * (picture.Width / 2), picture.Width / 2);
            var half = picture.Crop(left, 0, width, picture.Height);
            var place = StampPlace.Draw(unchecked(seed * 1_000_003 + 2 * number + side), half, stamp.Load());
            var laid = Composite.Of(picture, stamp, place with { Left = place.Left + left });
            picture = laid.Picture;
            objects.Add(new(stamp.Class, new MaskRegion(laid.Mask)));
        }
        var view = new AnnotatedPicture(path, picture.Width, picture.Height, objects.ToImmutable());
        var input = network.Card.Preprocessing.Apply(picture.Width, picture.Height, picture.Pixels);
        var question = Question.About(network.Network, input) with { Target = Target.Class(asked.ClassIndex) };
        return new(view, asked.Class, question);
    }
}
