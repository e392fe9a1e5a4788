using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ascribe.Games;

/// <summary>A set of players, one bit each.</summary>
public readonly struct Coalition : IEquatable<Coalition>
{
    private const int WordBits = 64;
    private readonly ulong[] words;

    private Coalition(int players, ulong[] words)
    {
        Players = players;
        this.words = words;
    }

    /// <summary>The number of players of the game, N; not all of them are in the coalition.</summary>
    public int Players { get; }

    /// <summary>The number of players in the coalition, |S|.</summary>
    public int Size
    {
        get
        {
            var size = 0;
            foreach (var word in Words)
                size += BitOperations.PopCount(word);
            return size;
        }
    }

    /// <summary>The players in the coalition, in ascending order.</summary>
    public IEnumerable<int> Members
    {
        get
        {
            for (var word = 0; word < words.Length; word++)
            {
                for (var left = words[word]; left != 0; left &= left - 1)
                    yield return word * WordBits + BitOperations.TrailingZeroCount(left);
            }
        }
    }

    private ReadOnlySpan<ulong> Words => words;

    /// <summary>Nobody.</summary>
    public static Coalition Empty(int players) => new(players, new ulong[WordsFor(players)]);

    /// <summary>Everybody.</summary>
    public static Coalition All(int players) => Empty(players).Complement();

    /// <summary>The players listed.</summary>
    public static Coalition Of(int players, params ReadOnlySpan<int> members)
    {
        var words = new ulong[WordsFor(players)];
        foreach (var member in members)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(member);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(member, players);
            words[member / WordBits] |= 1UL << (member % WordBits);
        }
        return new Coalition(players, words);
    }

    /// <summary>The players whose bits are set; bit i is player i.</summary>
    /// <param name="players">At most 64.</param>
    /// <param name="mask">The bits; those beyond the last player do not count.</param>
    public static Coalition FromMask(int players, ulong mask)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(players, WordBits);
        return new Coalition(players, players == 0 ? [] : [mask & LastWord(players)]);
    }

    /// <summary>Adds the bits to a hash.</summary>
    internal void AppendTo(IncrementalHash hash) => hash.AppendData(MemoryMarshal.AsBytes(Words));

    /// <summary>The bits of a coalition of at most 64 players; bit i is player i.</summary>
    public ulong ToMask() =>
        Players <= WordBits
            ? (Players == 0 ? 0 : words[0])
            : throw new InvalidOperationException($"{Players} players do not fit into 64 bits.");

    /// <summary>Whether a player is in the coalition.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such player.</exception>
    public bool Contains(int player)
    {
        RequirePlayer(player);
        return (words[player / WordBits] >> (player % WordBits) & 1) != 0;
    }

    /// <summary>S ∪ {player}.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such player.</exception>
    public Coalition With(int player)
    {
        RequirePlayer(player);
        var copy = (ulong[])words.Clone();
        copy[player / WordBits] |= 1UL << (player % WordBits);
        return new Coalition(Players, copy);
    }

    /// <summary>S \ {player}.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such player.</exception>
    public Coalition Without(int player)
    {
        RequirePlayer(player);
        var copy = (ulong[])words.Clone();
        copy[player / WordBits] &= ~(1UL << (player % WordBits));
        return new Coalition(Players, copy);
    }

    /// <summary>Everybody who is not in the coalition.</summary>
    public Coalition Complement()
    {
        var copy = Words.ToArray();
        for (var i = 0; i < copy.Length; i++)
            copy[i] = ~copy[i];
        if (copy.Length > 0)
            copy[^1] &= LastWord(Players);
        return new Coalition(Players, copy);
    }

    /// <summary>Writes whether each player is in the coalition.</summary>
    /// <param name="bits">As many places as there are players.</param>
    public void CopyTo(Span<bool> bits)
    {
        for (var player = 0; player < Players; player++)
            bits[player] = Contains(player);
    }

    /// <inheritdoc/>
    public bool Equals(Coalition other) => Players == other.Players && Words.SequenceEqual(other.Words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Coalition other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var word in Words)
            hash.Add(word);
        return hash.ToHashCode();
    }

    /// <summary>Whether both are the same set of the same players.</summary>
    public static bool operator ==(Coalition left, Coalition right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Coalition left, Coalition right) => !left.Equals(right);

    /// <summary>The members in braces, the first ten of them.</summary>
    public override string ToString()
    {
        const int shown = 10;
        ImmutableArray<int> members = [.. Members.Take(shown + 1)];
        var listed = string.Join(',', members.Take(shown));
        return members.Length > shown ? $"{{{listed},… {Size} of {Players}}}" : $"{{{listed}}}";
    }

    private void RequirePlayer(int player)
    {
        if ((uint)player >= (uint)Players)
            throw new ArgumentOutOfRangeException(nameof(player), player, $"There are {Players} players.");
    }

    private static int WordsFor(int players)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(players);
        return (players + WordBits - 1) / WordBits;
    }

    private static ulong LastWord(int players) =>
        players % WordBits == 0 ? ulong.MaxValue : (1UL << (players % WordBits)) - 1;
}
