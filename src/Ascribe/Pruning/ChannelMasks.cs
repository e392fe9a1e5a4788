using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>A model whose channels can be made zero instead of removed: a mask in front of every sum over them.</summary>
/// <remarks>That tells what removal would do, without making a model and a session for each try.</remarks>
internal sealed class ChannelMasks
{
    private readonly ChannelTies ties;
    private readonly ImmutableArray<(string Mask, ChannelAxis Axis)> masks;

    private ChannelMasks(ChannelTies ties, Model model, ImmutableArray<(string Mask, ChannelAxis Axis)> masks)
    {
        this.ties = ties;
        Model = model;
        this.masks = masks;
    }

    /// <summary>The model; its masks are further inputs.</summary>
    public Model Model { get; }

    /// <summary>Masks for every sum over removable channels.</summary>
    /// <param name="form">The model as a <see cref="PrunableForm"/>.</param>
    /// <param name="ties">The ties of its graph.</param>
    public static ChannelMasks Of(Model form, ChannelTies ties)
    {
        var readings = ties
            .Readings.Where(r => ties.Cells.Of(r.Axis).Any(c => ties.Cells.IsMade(c) && ties.Cells.PinOf(c) is null))
            .ToArray();
        var masks = readings.Select((r, i) => (Mask: $"pruning/mask.{i}", r.Axis)).ToImmutableArray();
        var masked = readings
            .Index()
            .ToLookup(r => r.Item.Node, r => (r.Item.Input, masks[r.Index].Mask), ReferenceEqualityComparer.Instance);
        var nodes = form.Graph.Nodes.SelectMany(n => Masked(n, masked[n]));
        var inputs = readings.Select(
            (r, i) => new ValueInfo(masks[i].Mask, TypeOf(form, r), [.. Extents(ties, r.Axis).Select(e => (Dim)e)])
        );
        var graph = form.Graph with { Nodes = [.. nodes], Inputs = [.. form.Graph.Inputs, .. inputs] };
        return new(ties, form with { Graph = graph }, masks);
    }

    /// <summary>What the masks are fed with to make the cells of some roots zero.</summary>
    public ImmutableDictionary<string, Tensor> Zeroing(HashSet<int> removed) =>
        masks.ToImmutableDictionary(
            m => m.Mask,
            m =>
                Tensor
                    .Of(
                        [.. ties.Cells.Of(m.Axis).Select(c => removed.Contains(ties.Cells.Root(c)) ? 0f : 1f)],
                        Extents(ties, m.Axis).AsSpan()
                    )
                    .To(Model.Graph.Inputs.First(i => i.Name == m.Mask).ElementType),
            StringComparer.Ordinal
        );

    /// <summary>A node, and before it the products that mask what it reads.</summary>
    private static IEnumerable<Node> Masked(Node node, IEnumerable<(int Input, string Mask)> masks)
    {
        foreach (var (input, mask) in masks)
        {
            var value = $"{mask}.value";
            yield return new Node("Mul", [node.Inputs[input], mask], [value], Attributes.None);
            node = node with { Inputs = node.Inputs.SetItem(input, value) };
        }
        yield return node;
    }

    private static ElementType TypeOf(Model form, ChannelReading reading) =>
        form.Graph.Info(reading.Axis.Value)!.ElementType;

    private static ImmutableArray<long> Extents(ChannelTies ties, ChannelAxis axis) =>
        [ties.Cells.Count(axis), .. Enumerable.Repeat(1L, ties.Rank(axis.Value) - 1 - axis.Axis)];
}
