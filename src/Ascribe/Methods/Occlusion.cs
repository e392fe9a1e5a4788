using System.Collections.Immutable;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe;

/// <summary>
/// F(x) − F(x with a box at its baseline) for a box that slides over each feature, one feature at a time; an element takes the mean
/// over the boxes that cover it. Nothing is differentiated.
/// </summary>
/// <remarks>
/// Zeiler and Fergus, 2014. Boxes start at 0 and move by the stride until they reach the edge; the last one may be cut off. Elements
/// that no box covers, where a stride is longer than its window, get 0.
/// </remarks>
public sealed record Occlusion : AttributionMethod
{
    /// <summary>
    /// The box's extents by feature, without the batch axis. A feature that is not named is covered by whole channels of an eighth of
    /// each position axis; where it has one axis only, by one element.
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> Windows { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty;

    /// <summary>How far the box moves along each axis, by feature; half a window, and at least 1, where a feature is not named.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> Strides { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty;

    /// <inheritdoc/>
    public override string Name => "occlusion";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        var compilation = network.Compile(question);
        var boxes = Boxes(compilation);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var games = ModelGame.Of(compilation, situation, situation.Groups, PlayerDivision.Elements, execution);
        var total = (long)games.Length * (AblationWork.Ends + boxes.Values.Sum(b => (long)b.Count));
        var work = new AblationWork(total, execution.Progress);
        var ablations = games
            .Select(game => work.Run(game, boxes.SelectMany(b => Left(game, b.Key, b.Value)), cancellation))
            .ToImmutableArray();
        var provenance = new Provenance(
            Name,
            Settings(compilation, question, boxes.Select(b => ($"boxes/{b.Key}", (object)b.Value))),
            0,
            execution.Seed
        )
        {
            ModelEvaluations = work.Evaluations,
        };
        return situation.Attribution(
            [.. ablations.Select(a => (Func<string, double[]>)(f => Spread(boxes, f, a.Effects)))],
            [.. ablations.Select(a => a.BaselineOutput)],
            complete: false,
            provenance
        );
    }

    /// <summary>Everything but a box of a feature, for each place of the box.</summary>
    private static IEnumerable<Coalition> Left(ModelGame game, string feature, SlidingBox box)
    {
        // Every element is a player, numbered in its feature's order.
        var first = game.Partition.Ids[feature][0];
        return box.Places().Select(p => Coalition.Of(game.Players, [.. p.Select(i => first + i)]).Complement());
    }

    private static double[] Spread(
        ImmutableSortedDictionary<string, SlidingBox> boxes,
        string feature,
        double[] effects
    )
    {
        var start = boxes
            .TakeWhile(b => !string.Equals(b.Key, feature, StringComparison.Ordinal))
            .Sum(b => b.Value.Count);
        return boxes[feature].MeanOverCovering(effects.AsSpan(start, boxes[feature].Count));
    }

    private ImmutableSortedDictionary<string, SlidingBox> Boxes(Compilation compilation)
    {
        var named = Windows.Keys.Concat(Strides.Keys);
        if (named.FirstOrDefault(n => !compilation.Features.Contains(n, StringComparer.Ordinal)) is { } unknown)
            throw new ModelException(
                $"a window or stride is given for '{unknown}', but what is explained is {string.Join(", ", compilation.Features)}."
            );
        return compilation.Features.ToImmutableSortedDictionary(f => f, Box, StringComparer.Ordinal);

        SlidingBox Box(string feature)
        {
            var extents = compilation
                .Canonical.Graph.Info(feature)!
                .Shape!.Value.Skip(1)
                .Select(d => (int)d.Extent!.Value)
                .ToImmutableArray();
            var window = Windows.GetValueOrDefault(feature, Usual(extents));
            var stride = Strides.GetValueOrDefault(feature, [.. window.Select(w => Math.Max(1, w / 2))]);
            return SlidingBox.Over(feature, extents, window, stride);
        }
    }

    private static ImmutableArray<int> Usual(ImmutableArray<int> extents) =>
        extents.Length < 2
            ? [.. extents.Select(_ => 1)]
            : [extents[0], .. extents.Skip(1).Select(e => Math.Max(1, e / 8))];
}
