using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>See <see cref="Target.Each"/>.</summary>
internal sealed record SeveralTargets(ImmutableArray<Target> Targets) : Target
{
    public override int Count => Targets.Sum(t => t.Count);

    protected override string Selection => string.Join(';', Targets.Select(t => t with { ValueName = null }));

    public static SeveralTargets Of(ImmutableArray<Target> targets)
    {
        if (targets.IsDefaultOrEmpty)
            throw new ModelException("no target is given; name at least one.");
        var names = targets.Select(t => t.ValueName).Distinct(StringComparer.Ordinal).ToArray();
        return names.Length == 1
            ? new SeveralTargets(targets) { ValueName = names[0] }
            : throw new ModelException(
                $"targets of different values cannot be explained together: {string.Join(", ", names.Select(n => n ?? "the first output"))}; ask about each value by itself."
            );
    }

    public override Tensor Weights(Tensor value)
    {
        var weights = Targets.Select(t => (t.Count, Rows: t.Weights(value))).ToArray();
        return Tensor.Stacked([
            .. from example in Enumerable.Range(0, (int)value.Shape[0])
            from w in weights
            select w.Rows.Rows(example * w.Count, w.Count),
        ]);
    }
}
