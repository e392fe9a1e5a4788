using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.Adversarial;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Inputs;

/// <summary>Listed pictures attacked, a few at a time; each is written as soon as it is there.</summary>
/// <param name="attack">The attack.</param>
/// <param name="targets">The classes that it is after.</param>
/// <param name="labels">The names of the classes.</param>
/// <param name="folder">Where attacked pictures are written to.</param>
internal sealed class AttackedList(PictureAttack attack, TargetClasses targets, ClassLabels labels, string folder)
{
    private int classes;

    /// <summary>A class by its index or its name.</summary>
    /// <exception cref="ModelException">No class fits.</exception>
    public static long ClassOf(string label, ClassLabels labels) =>
        long.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : labels.Find(label);

    /// <summary>What a class is called, without its synonyms.</summary>
    public string NameOf(long index) =>
        labels.Names.ElementAtOrDefault((int)index)?.Split(',')[0].Trim() ?? $"class {index}";

    /// <summary>Attacks all of them; one that cannot be read is remarked and left out.</summary>
    public ImmutableArray<AttackedPicture> Run(
        ListedPicture[][] parts,
        Execution execution,
        CancellationToken cancellation
    )
    {
        var rows = ImmutableArray.CreateBuilder<AttackedPicture>();
        var before = 0;
        foreach (var (number, part) in parts.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            var asked = Asked(part, before, execution with { Progress = null }, cancellation);
            before += part.Length;
            if (asked.Count == 0)
                continue;
            foreach (var (row, picture) in attack.Run(asked, execution.Part(number, parts.Length), cancellation))
            {
                picture.Save(Path.Combine(folder, row.File));
                rows.Add(row);
            }
        }
        return rows.ToImmutable();
    }

    private List<AskedPicture> Asked(
        ListedPicture[] part,
        int before,
        Execution execution,
        CancellationToken cancellation
    )
    {
        var read = part.Select((p, i) => (Listed: p, Number: before + i, Seen: Seen(p)))
            .Where(p => p.Seen is not null)
            .ToArray();
        if (read.Length == 0)
            return [];
        classes = classes == 0 ? attack.Classes(read[0].Seen!) : classes;
        var decisions = attack.Decisions(read.Select(p => p.Seen!), execution, cancellation);
        var asked = new List<AskedPicture>();
        foreach (var (i, (listed, number, seen)) in read.Index())
        {
            try
            {
                var original = listed.Label is { Length: > 0 } label ? ClassOf(label, labels) : decisions[i];
                asked.Add(new(listed.Name, seen!, original, targets.Of(original, number, classes)));
            }
            catch (ModelException e)
            {
                Screen.Remark($"skipped: {listed.Name}: {e.Message}");
            }
        }
        return asked;
    }

    private Picture? Seen(ListedPicture listed)
    {
        try
        {
            return attack.Network.Card.Prepare(Picture.Load(listed.Path));
        }
        catch (ModelException e)
        {
            Screen.Remark($"skipped: {listed.Name}: {e.Message}");
            return null;
        }
    }
}
