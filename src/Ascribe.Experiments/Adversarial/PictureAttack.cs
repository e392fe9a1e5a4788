using System.Collections.Immutable;
using Ascribe.Attacks;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Adversarial;

/// <summary>Attacks on pictures, whose results are pictures again: rounded to 8 bits, as files hold them.</summary>
/// <param name="Network">The network.</param>
/// <param name="Attack">The attack; its lengths are shares of the 255 levels of a pixel.</param>
public sealed record PictureAttack(PictureNetwork Network, Attack Attack)
{
    /// <summary>What the network decides for pictures of its own size.</summary>
    /// <exception cref="ModelException">A picture has another size.</exception>
    public ImmutableArray<long> Decisions(
        IEnumerable<Picture> seen,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var input = Tensor.Stacked([.. seen.Select(Network.Taken)]);
        var scores = Network.Network.Scores(Question.About(Network.Network, input), execution, cancellation);
        return
        [
            .. Enumerable
                .Range(0, (int)scores.Shape[0])
                .Select(e => scores.Rows(e, 1).ToDoubles())
                .Select(row => (long)row.IndexOf(row.Max())),
        ];
    }

    /// <summary>How many classes the network tells apart.</summary>
    public int Classes(Picture seen)
    {
        var scores = Network.Network.Scores(Question.About(Network.Network, Network.Taken(seen)));
        return scores.Length;
    }

    /// <summary>Attacks pictures, all of them after a class or none.</summary>
    /// <returns>The row and the picture of each.</returns>
    /// <exception cref="ModelException">A class is none of the network's, or the attack does not fit.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ImmutableArray<(AttackedPicture Row, Picture Picture)> Run(
        IReadOnlyList<AskedPicture> asked,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var input = Tensor.Stacked([.. asked.Select(a => Network.Taken(a.Seen))]);
        var examples = new AttackedExamples(
            Question.About(Network.Network, input).Inputs,
            [.. asked.Select(a => a.Target ?? a.Original)]
        )
        {
            Aim = asked.All(a => a.Target is null) ? AttackAim.Leave : AttackAim.Reach,
            Range = Network.Card.Preprocessing.ValidRange,
        };
        var result = Attack.Run(Network.Network, examples, execution, cancellation);
        Picture[] pictures = [.. asked.Select((_, e) => Network.Card.Show(result.Adversarial, e))];
        var decisions = Decisions(pictures, execution, cancellation);
        return [.. asked.Select((a, e) => (Row(a, result, e, pictures[e], decisions[e]), pictures[e]))];
    }

    private static AttackedPicture Row(AskedPicture asked, AttackResult result, int e, Picture picture, long decision)
    {
        var changes = new int[picture.Pixels.Length];
        for (var i = 0; i < changes.Length; i++)
            changes[i] = picture.Pixels[i] - asked.Seen.Pixels[i];
        return new(
            asked.Name,
            asked.Original,
            asked.Target,
            decision,
            result.Success[e],
            asked.Target is { } target ? decision == target : decision != asked.Original,
            result.Steps[e],
            changes.Max(Math.Abs),
            Math.Sqrt(changes.Average(c => (double)c * c))
        );
    }
}
