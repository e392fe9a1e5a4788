using System.Collections.Immutable;
using System.Runtime.Intrinsics.X86;
using Ascribe.Onnx;
using Ascribe.Runtime.Kernels;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime.Blocked;

/// <summary>
/// A model as ONNX Runtime optimizes it for this processor, convolutions and what lies between them in blocks of channels, with our
/// kernels. It does what the model does, on this kind of processor only.
/// </summary>
internal static class BlockedModel
{
    /// <summary>With fewer weights in convolutions, nobody would notice.</summary>
    private const long FewestWeights = 1 << 16;

    /// <summary>Larger models would be held in memory several times over while they are optimized.</summary>
    private const long LargestConstants = 1L << 29;

    /// <summary>
    /// What free axes are set to, one after the other: primes that no model has, so that a multiple of one among the constants tells that
    /// an extent was written into the model.
    /// </summary>
    private static readonly ImmutableArray<long> Extents = [1009, 1013, 1019, 1021, 1031, 1033];

    /// <summary>Whether there is anything to gain.</summary>
    public static bool IsWorthIt(Model model) =>
        Avx2.IsSupported
        && ConvolutionWeights(model.Graph) >= FewestWeights
        && model.Graph.ConstantBytes <= LargestConstants
        && Free(model).Count() <= Extents.Length;

    /// <summary>The model in blocks.</summary>
    /// <exception cref="ModelException">It cannot be had; the message says why.</exception>
    public static Model Of(Model model)
    {
        var pooled = model with
        {
            Graph = MaxPoolFusion.Apply(model.Graph),
            Opsets = model.Opsets.SetItem(KernelDomain.Name, KernelDomain.Version),
        };
        var extents = Free(model)
            .Zip(Extents)
            .ToImmutableDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        var optimized = Optimized(pooled, extents);
        RefuseExtents(model.Graph, optimized.Graph, extents.Values);
        var graph = WinogradConversion.Apply(
            SumFusion.Apply(ReorderCancellation.Apply(WithinFusion.Apply(optimized.Graph)))
        );
        return optimized with
        {
            Graph = graph with
            {
                Inputs = model.Graph.Inputs,
                Outputs = model.Graph.Outputs,
                Values = graph.Values.Clear(),
            },
        };
    }

    private static Model Optimized(Model model, ImmutableDictionary<string, long> extents)
    {
        try
        {
            return OptimizedModel.Of(model, extents);
        }
        catch (OnnxRuntimeException e)
        {
            throw RuntimeComplaint.Of("ONNX Runtime does not optimize it", e);
        }
    }

    private static IEnumerable<string> Free(Model model) =>
        model
            .Graph.Inputs.SelectMany(i => i.Shape ?? [])
            .Select(d => d.Symbol)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    private static long ConvolutionWeights(Graph graph) =>
        graph
            .Nodes.Where(n => n.QualifiedOp == "Conv")
            .Select(n => graph.Constants.GetValueOrDefault(n.Inputs[1]))
            .Sum(w => w is { ElementType: ElementType.Float32, Rank: 4 } ? Tensor.CountOf(w.Shape) : 0);

    private static void RefuseExtents(Graph before, Graph after, IEnumerable<long> extents)
    {
        var numbers = after
            .Constants.Where(c => c.Value.ElementType == ElementType.Int64 && !before.Constants.ContainsKey(c.Key))
            .SelectMany(c => c.Value.ToLongs())
            .Concat(after.Nodes.SelectMany(n => n.Attributes.Settings).SelectMany(s => Integers(s.Value)))
            .ToHashSet();
        if (numbers.Any(n => n != 0 && extents.Any(e => n % e == 0)))
            throw new ModelException("the extent of a free axis was written into it.");

        static IEnumerable<long> Integers(object setting) =>
            setting switch
            {
                long number => [number],
                ImmutableArray<long> numbers => numbers,
                _ => [],
            };
    }
}
