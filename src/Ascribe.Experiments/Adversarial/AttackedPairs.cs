using System.Collections.Immutable;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Imaging;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Adversarial;

/// <summary>Pictures before and after an attack that succeeded, as the network takes them.</summary>
/// <param name="Network">The network.</param>
/// <param name="Rows">What the attacks made of them.</param>
/// <param name="Attacked">The attacked pictures, [E, …].</param>
/// <param name="Clean">The pictures before, [E, …].</param>
public sealed record AttackedPairs(
    PictureNetwork Network,
    ImmutableArray<AttackedPicture> Rows,
    Tensor Attacked,
    Tensor Clean
)
{
    private const int BatchSize = 16;

    /// <summary>The original classes.</summary>
    public ImmutableArray<long> Originals => [.. Rows.Select(r => r.Original)];

    /// <summary>The classes that the attacks have reached.</summary>
    public ImmutableArray<long> Adversarials => [.. Rows.Select(r => r.Adversarial)];

    /// <summary>The attacked pictures with the classes reached, in batches.</summary>
    public IEnumerable<LabeledBatch> Batches =>
        new LabeledBatch(Question.About(Network.Network, Attacked).Inputs, Adversarials).Batches(BatchSize);

    /// <summary>Pairs of pictures of the network's size.</summary>
    /// <exception cref="ModelException">There is none, or a picture has another size.</exception>
    public static AttackedPairs Of(
        PictureNetwork network,
        IEnumerable<(AttackedPicture Row, Picture Attacked, Picture Clean)> pairs
    )
    {
        var all = pairs.ToArray();
        return all.Length == 0
            ? throw new ModelException(
                "no attacked picture is left: an attack has to have succeeded, rounded to 8 bits."
            )
            : new(
                network,
                [.. all.Select(p => p.Row)],
                Tensor.Stacked([.. all.Select(p => network.Taken(p.Attacked))]),
                Tensor.Stacked([.. all.Select(p => network.Taken(p.Clean))])
            );
    }

    /// <summary>Reads two folders; pictures of one name, whatever the ending, belong together.</summary>
    /// <param name="network">The network.</param>
    /// <param name="adversarial">The folder of attacked pictures, with its table.</param>
    /// <param name="original">The folder of the pictures before the attack.</param>
    /// <param name="remark">Told of pictures that are left out.</param>
    /// <exception cref="ModelException">A folder or the table is missing, or no pair is left.</exception>
    public static AttackedPairs Read(PictureNetwork network, string adversarial, string original, Action<string> remark)
    {
        var rows = AttackTable.Read(adversarial);
        if (!Directory.Exists(original))
            throw new ModelException($"{original}: there is no such folder.");
        var before = Directory
            .EnumerateFiles(original)
            .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG" or ".WEBP")
            .Order(StringComparer.Ordinal)
            .ToLookup(AttackedPicture.Stem, StringComparer.Ordinal);
        var failed = rows.Count(r => !r.Rounded);
        if (failed > 0)
            remark($"left out: {failed} pictures whose attack did not succeed, rounded to 8 bits");
        return Of(network, rows.Where(r => r.Rounded).Select(Pair).Where(p => p.HasValue).Select(p => p!.Value));

        (AttackedPicture, Picture, Picture)? Pair(AttackedPicture row)
        {
            try
            {
                var clean =
                    before[AttackedPicture.Stem(row.Name)].FirstOrDefault()
                    ?? throw new ModelException(
                        $"{original} holds no picture of the name '{AttackedPicture.Stem(row.Name)}'."
                    );
                var attacked = Picture.Load(Path.Combine(adversarial, row.File));
                network.Taken(attacked);
                return (row, attacked, network.Card.Prepare(Picture.Load(clean)));
            }
            catch (ModelException e)
            {
                remark($"skipped: {row.Name}: {e.Message}");
                return null;
            }
        }
    }

    /// <summary>Every other pair: on the even ones vulnerable units are found, on the odd ones they are silenced.</summary>
    /// <param name="odd">Whether to begin with the second.</param>
    /// <exception cref="ModelException">None is left.</exception>
    public AttackedPairs Half(bool odd)
    {
        int[] chosen = [.. Enumerable.Range(0, Rows.Length).Where(e => e % 2 == (odd ? 1 : 0))];
        return chosen.Length == 0
            ? throw new ModelException($"{Rows.Length} attacked pictures make no halves; give at least 2.")
            : new(Network, [.. chosen.Select(e => Rows[e])], Of(Attacked), Of(Clean));

        Tensor Of(Tensor whole) => Tensor.Stacked([.. chosen.Select(e => whole.Rows(e, 1))]);
    }
}
