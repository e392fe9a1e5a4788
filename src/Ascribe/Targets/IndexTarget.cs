using System.Collections.Immutable;

namespace Ascribe;

/// <summary>One entry, the same for every example.</summary>
internal sealed record IndexTarget(ImmutableArray<long> Index) : Target
{
    protected override string Selection => string.Join(',', Index);

    public override Tensor Weights(Tensor value)
    {
        var entry = EntryIndex.Flat(Index, value, ValueName);
        return OneHot(value, _ => entry);
    }
}
