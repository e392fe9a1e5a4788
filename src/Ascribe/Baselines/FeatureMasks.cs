namespace Ascribe;

/// <summary>How much is left of each element of a feature: 1 for all, 0 for nothing.</summary>
/// <param name="Spatial">
/// One number per position, [E, …], all channels together; for a feature [E] or [E, n], which has no positions, one per element.
/// </param>
/// <param name="Channel">One number per channel, [E, K], all positions together; null for a feature without positions.</param>
/// <param name="Product">The feature times the smaller of the two masks at each element.</param>
public sealed record FeatureMasks(Tensor Spatial, Tensor? Channel, Tensor Product)
{
    /// <summary>Masks put together from what was found for each example.</summary>
    internal static FeatureMasks Of(BaselineSite site, MaskGroups[] groups, double[][][] masks)
    {
        var product = Tensor.Stacked([
            .. masks.Select((m, example) => MaskGroups.Times(site.Value.Rows(example, 1), groups, m)),
        ]);
        return new(Stacked(0), groups.Length > 1 ? Stacked(1) : null, product);

        Tensor Stacked(int kind) =>
            Tensor
                .Of(masks.SelectMany(m => m[kind]).ToArray(), [masks.Length, .. groups[kind].Shape])
                .To(site.Value.ElementType);
    }
}
