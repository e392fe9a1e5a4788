using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Pruning;

/// <summary>Makes a smaller model by leaving channels out.</summary>
/// <remarks>
/// The smaller model computes what the given one would if those channels were zero wherever a sum goes over them. It is written in
/// <see cref="Model.CanonicalOpset"/> (a model of a newer set stays in it) with constants folded; weights stored as integers stay so.
/// </remarks>
public static class ChannelRemoval
{
    /// <summary>The model with only some channels of some layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="kept">
    /// By layer, the channels that stay, counted from 0. A layer is a value that Conv, ConvTranspose, Gemm or MatMul makes, or any
    /// value behind one along which its channels lie. Layers that are tied to a named one lose the same channels; where two tied
    /// ones are named, they have to agree.
    /// </param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <exception cref="ModelException">
    /// A layer is unknown, a channel is out of range or cannot be removed, tied layers contradict each other, or nothing would be
    /// left of a layer. The model cannot be run, or needs shapes.
    /// </exception>
    public static Model Keep(
        Model model,
        IReadOnlyDictionary<string, ImmutableArray<int>> kept,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null
    ) => Cut(model, PrunableForm.Of(model, shapes), kept, head: false);

    /// <summary>The same, the form being known, and with classes among the channels where <paramref name="head"/> says so.</summary>
    internal static Model Cut(Model model, Model form, IReadOnlyDictionary<string, ImmutableArray<int>> kept, bool head)
    {
        var ties = new ChannelTies(form.Graph, head);
        var removed = RemovedCells.Of(ties, kept);
        var graph = PrunableForm.Rejoined(ChannelCut.Of(ties, removed));
        // Open extents were supposed to be something only to learn shapes.
        var open = model.Graph.Inputs.Any(i => i.Shape is not { } s || s.Skip(1).Any(d => !d.IsFixed));
        return form with
        {
            Graph = graph with
            {
                Inputs = model.Graph.Inputs,
                Outputs = open ? [.. graph.Outputs.Select(o => o with { Shape = null })] : graph.Outputs,
                Values = open ? graph.Values.Clear() : graph.Values,
            },
        };
    }
}
