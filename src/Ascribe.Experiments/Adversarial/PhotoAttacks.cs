using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Experiments.Photos;
using Ascribe.Imaging;

namespace Ascribe.Experiments.Adversarial;

/// <summary>Attacks the photos of a study; attacked pictures are kept in a folder before the next photos are read.</summary>
/// <param name="study">What is attacked.</param>
/// <param name="attack">The attack.</param>
/// <param name="targets">The classes that attacks are after.</param>
/// <param name="execution">How to do the work.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class PhotoAttacks(
    VulnerableStudy study,
    PictureAttack attack,
    TargetClasses targets,
    Execution execution,
    CancellationToken cancellation
)
{
    private const int Together = 4;
    private int classes;

    /// <summary>Runs all attacks, or goes on where a folder ends.</summary>
    /// <param name="folder">The folder; one for each setting of the attack.</param>
    public ImmutableArray<(AttackedPicture Row, Picture Attacked, Picture Clean)> Run(string folder)
    {
        var rows = File.Exists(Path.Combine(folder, AttackTable.FileName)) ? AttackTable.Read(folder).ToList() : [];
        var done = rows.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        var pending = study.Photos.Index().Where(p => !done.Contains(p.Item.Name)).Chunk(Together).ToArray();
        foreach (var (number, photos) in pending.Index())
        {
            foreach (var (row, picture) in Attack(photos, execution.Part(number, pending.Length)))
            {
                picture.Save(Path.Combine(folder, row.File));
                rows.Add(row);
            }
            AttackTable.Write(folder, rows, c => c.ToString(CultureInfo.InvariantCulture));
        }
        return
        [
            .. rows.Join(
                study.Photos,
                r => r.Name,
                p => p.Name,
                (r, p) => (r, Picture.Load(Path.Combine(folder, r.File)), Seen(p)),
                StringComparer.Ordinal
            ),
        ];
    }

    private ImmutableArray<(AttackedPicture Row, Picture Picture)> Attack(
        (int Index, Photo Photo)[] photos,
        Execution part
    )
    {
        Picture[] seen = [.. photos.Select(p => Seen(p.Photo))];
        classes = classes == 0 ? attack.Classes(seen[0]) : classes;
        var decisions = attack.Decisions(seen, execution with { Progress = null }, cancellation);
        AskedPicture[] asked =
        [
            .. photos.Select(
                (p, i) =>
                    new AskedPicture(p.Photo.Name, seen[i], decisions[i], targets.Of(decisions[i], p.Index, classes))
            ),
        ];
        return attack.Run(asked, part, cancellation);
    }

    private Picture Seen(Photo photo) => study.Network.Card.Prepare(photo.Load());
}
