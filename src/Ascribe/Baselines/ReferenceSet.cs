using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;

namespace Ascribe;

/// <summary>Examples of what is usual, from which baselines are made. They are read batch by batch, whenever they are needed.</summary>
public sealed class ReferenceSet
{
    private const string Rows = "";
    private readonly IEnumerable<ImmutableDictionary<string, Tensor>> batches;
    private readonly bool areInputs;

    private ReferenceSet(IEnumerable<ImmutableDictionary<string, Tensor>> batches, bool areInputs)
    {
        this.batches = batches;
        this.areInputs = areInputs;
    }

    /// <summary>References in the feature's own space.</summary>
    /// <param name="batches">Tensors [R, …], read lazily, once for each feature of each question.</param>
    public static ReferenceSet Of(params IEnumerable<Tensor> batches) =>
        new(batches.Select(b => ImmutableDictionary<string, Tensor>.Empty.Add(Rows, b)), areInputs: false);

    /// <summary>References as inputs of the model, whatever layer is explained: the model is run on them.</summary>
    /// <param name="batches">A tensor [R, …] per input, read lazily, once for each feature of each question.</param>
    public static ReferenceSet OfInputs(params IEnumerable<ImmutableDictionary<string, Tensor>> batches) =>
        new(batches, areInputs: true);

    /// <summary>The references as they stand at the feature, [R, …] each.</summary>
    /// <exception cref="ModelException">References do not fit, or there are none.</exception>
    internal IEnumerable<Tensor> At(BaselineSite site)
    {
        var found = false;
        foreach (var batch in batches)
        {
            Check(site, batch);
            if (Count(batch) == 0)
                continue;
            found = true;
            yield return At(site, batch);
        }
        if (!found)
            throw Empty(site);
    }

    /// <summary>One of the references, all being equally likely, as it stands at the feature, [1, …].</summary>
    /// <exception cref="ModelException">References do not fit, or there are none.</exception>
    internal Tensor Draw(BaselineSite site, Random random)
    {
        ImmutableDictionary<string, Tensor>? drawn = null;
        var seen = 0L;
        foreach (var batch in batches)
        {
            Check(site, batch);
            // The r-th one takes the place of the one before with probability 1/r, so that their number need not be known.
            for (var row = 0; row < Count(batch); row++)
            {
                if (random.NextInt64(++seen) == 0)
                    drawn = batch.ToImmutableDictionary(b => b.Key, b => b.Value.Rows(row, 1), StringComparer.Ordinal);
            }
        }
        return At(site, drawn ?? throw Empty(site));
    }

    private static ModelException Empty(BaselineSite site) =>
        new($"the set of references for the baseline of '{site.Feature}' is empty, or can be read only once and was.");

    private static int Count(ImmutableDictionary<string, Tensor> batch) => (int)batch.Values.First().Shape[0];

    private Tensor At(BaselineSite site, ImmutableDictionary<string, Tensor> batch) =>
        areInputs
            ? site.At(batch.ToImmutableDictionary(b => b.Key, b => b.Value.Widened(), StringComparer.Ordinal))
            : batch[Rows].To(site.Value.ElementType);

    private void Check(BaselineSite site, ImmutableDictionary<string, Tensor> batch)
    {
        var wanted = areInputs ? site.Inputs : ImmutableDictionary<string, Tensor>.Empty.Add(Rows, site.Value);
        if (!batch.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(wanted.Keys))
            throw new ModelException(
                $"references are given for {string.Join(", ", batch.Keys.Order(StringComparer.Ordinal))}, but the model's inputs are {string.Join(", ", wanted.Keys.Order(StringComparer.Ordinal))}."
            );
        foreach (var (name, given) in batch)
        {
            var fits =
                given.Rank == wanted[name].Rank
                && given.Shape.AsSpan()[1..].SequenceEqual(wanted[name].Shape.AsSpan()[1..]);
            if (!fits || given.Shape[0] != Count(batch))
                throw new ModelException(
                    $"references of '{(areInputs ? name : site.Feature)}' are {given}, but have to be [{string.Join(',', ["R", .. wanted[name].Shape.Skip(1).Select(e => $"{e}")])}]."
                );
        }
    }
}
