using Ascribe.Onnx;

namespace Ascribe;

/// <summary>What values take in memory, by their learnt shapes.</summary>
public static class MemoryEstimate
{
    /// <summary>Bytes of a value for one example; 0 where nothing is known.</summary>
    public static long BytesPerExample(Graph graph, string value)
    {
        if (graph.Info(value) is not { Shape: { } shape } info)
            return 0;
        return shape.Aggregate((long)info.ElementType.SizeInBytes(), (bytes, dim) => bytes * (dim.Extent ?? 1));
    }
}
