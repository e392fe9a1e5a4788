namespace Ascribe.Pruning;

/// <summary>Every place along every axis of fixed extent, a cell each, and which cells can only go together.</summary>
/// <remarks>A union–find structure: tied cells have one root, the first of them.</remarks>
internal sealed class ChannelCells
{
    private readonly Dictionary<ChannelAxis, (int First, int Count)> axes = [];
    private readonly List<int> parents = [];
    private readonly Dictionary<int, string> pins = [];
    private readonly HashSet<int> made = [];

    /// <summary>How many cells there are.</summary>
    public int Total => parents.Count;

    /// <summary>Adds the cells of an axis.</summary>
    public void Add(ChannelAxis axis, long extent)
    {
        axes[axis] = (parents.Count, (int)extent);
        for (var i = 0; i < extent; i++)
            parents.Add(parents.Count);
    }

    /// <summary>The cells of an axis in order; none where its extent is free.</summary>
    public IEnumerable<int> Of(ChannelAxis axis)
    {
        var (first, count) = axes.GetValueOrDefault(axis);
        return Enumerable.Range(first, count);
    }

    /// <summary>How many cells an axis has; 0 where its extent is free.</summary>
    public int Count(ChannelAxis axis) => axes.GetValueOrDefault(axis).Count;

    /// <summary>One cell of an axis.</summary>
    public int At(ChannelAxis axis, int place) => axes[axis].First + place;

    /// <summary>The first of all cells that are tied to this one, itself included.</summary>
    public int Root(int cell)
    {
        while (parents[cell] != cell)
            cell = parents[cell] = parents[parents[cell]];
        return cell;
    }

    /// <summary>Makes two cells go together from now on, with all that are tied to them.</summary>
    public void Tie(int a, int b)
    {
        var (root, other) = (Root(a), Root(b));
        if (root == other)
            return;
        (root, other) = (Math.Min(root, other), Math.Max(root, other));
        parents[other] = root;
        if (pins.Remove(other, out var reason))
            pins.TryAdd(root, reason);
        if (made.Remove(other))
            made.Add(root);
    }

    /// <summary>Forbids to remove a cell, and all that are or will be tied to it.</summary>
    public void Pin(int cell, string reason) => pins.TryAdd(Root(cell), reason);

    /// <summary>Why a cell cannot be removed; null where it can.</summary>
    public string? PinOf(int cell) => pins.GetValueOrDefault(Root(cell));

    /// <summary>States that weights make this cell.</summary>
    public void Make(int cell) => made.Add(Root(cell));

    /// <summary>Whether weights make this cell or one that is tied to it.</summary>
    public bool IsMade(int cell) => made.Contains(Root(cell));
}
