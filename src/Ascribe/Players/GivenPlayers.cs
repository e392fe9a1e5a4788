using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Players;

/// <summary>Players by number.</summary>
internal sealed record GivenPlayers(ImmutableDictionary<string, Tensor> Ids) : PlayerDivision
{
    public override PlayerPartition Of(ImmutableSortedDictionary<string, Tensor> features, int example = 0)
    {
        var numbers = features.ToImmutableSortedDictionary(
            f => f.Key,
            f => Broadcast(f.Key, f.Value, example),
            StringComparer.Ordinal
        );
        var players = numbers
            .Values.SelectMany(n => n)
            .Distinct()
            .Order()
            .Select((number, player) => (number, player))
            .ToDictionary(p => p.number, p => p.player);
        return new PlayerPartition(
            players.Count,
            numbers.ToImmutableSortedDictionary(
                n => n.Key,
                n => n.Value.Select(number => players[number]).ToImmutableArray(),
                StringComparer.Ordinal
            )
        )
        {
            Names = [.. players.OrderBy(p => p.Value).Select(p => $"id {p.Key}")],
        };
    }

    public override string ToString() => "ids";

    private long[] Broadcast(string feature, Tensor value, int example)
    {
        if (!Ids.TryGetValue(feature, out var ids))
            throw new ModelException($"no player is given for the elements of '{feature}'.");
        if (!ids.ToDoubles().All(double.IsInteger))
            throw new ModelException($"the players of '{feature}' are no whole numbers.");
        var wanted = value.Shape.AsSpan()[1..].ToArray();
        if (ids.Rank == value.Rank && ids.Shape[0] > 1)
            ids = example < ids.Shape[0] ? ids.Rows(example, 1) : throw Misfit(feature, ids, wanted);
        var given = ids.Shape.AsSpan()[Math.Max(0, ids.Rank - wanted.Length)..].ToArray();
        var leading = ids.Shape.Take(ids.Rank - given.Length);
        long[] aligned = [.. Enumerable.Repeat(1L, wanted.Length - given.Length), .. given];
        if (leading.Any(e => e != 1) || !aligned.Zip(wanted).All(p => p.First == 1 || p.First == p.Second))
            throw Misfit(feature, ids, wanted);
        var numbers = ids.ToLongs();
        return [.. Enumerable.Range(0, value.Length).Select(i => numbers[Place(i, wanted, aligned)])];
    }

    private static ModelException Misfit(string feature, Tensor ids, long[] wanted) =>
        new(
            $"the players of '{feature}' are [{string.Join(',', ids.Shape)}], but an example of it is [{string.Join(',', wanted)}]."
        );

    /// <summary>Where an element's number stands in an array whose axes of extent 1 are repeated.</summary>
    private static int Place(long element, long[] wanted, long[] given)
    {
        var (place, stride) = (0L, 1L);
        for (var axis = wanted.Length - 1; axis >= 0; axis--)
        {
            if (given[axis] > 1)
            {
                place += element % wanted[axis] * stride;
                stride *= given[axis];
            }
            element /= wanted[axis];
        }
        return (int)place;
    }
}
