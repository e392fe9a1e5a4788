namespace Ascribe;

/// <summary>The element-wise mean over references: the expectation of the feature.</summary>
/// <param name="References">The references. Memory does not grow with their number.</param>
/// <remarks>
/// The references are read once for each question. To read them once for many, keep what <see cref="Network.Baselines"/> gives, and
/// give it back by <see cref="Baseline.Given"/>.
/// </remarks>
public sealed record MeanBaseline(ReferenceSet References) : Baseline
{
    /// <inheritdoc/>
    public override Tensor Of(BaselineSite site)
    {
        var shape = site.Value.Shape.SetItem(0, 1);
        var mean = new double[Tensor.CountOf(shape)];
        var count = 0L;
        foreach (var batch in References.At(site))
        {
            for (var row = 0; row < batch.Shape[0]; row++)
            {
                count++;
                var reference = batch.Rows(row, 1).ToDoubles();
                // The running mean neither overflows nor grows, whatever the number of references.
                for (var i = 0; i < mean.Length; i++)
                    mean[i] += (reference[i] - mean[i]) / count;
            }
        }
        return Tensor.Of(mean, shape.AsSpan()).To(site.Value.ElementType);
    }

    /// <inheritdoc/>
    public override string ToString() => "mean";
}
