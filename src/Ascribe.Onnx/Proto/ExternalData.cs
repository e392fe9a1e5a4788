using System.Collections.Immutable;

namespace Ascribe.Onnx;

/// <summary>The content of a model's constants as it is laid out in a file of its own, for a model that no message can hold.</summary>
/// <param name="Places">Where each lies, by its constant's name.</param>
internal sealed record ExternalData(ImmutableSortedDictionary<string, DataPlace> Places)
{
    /// <summary>Constants of fewer bytes stay in the message: an entry that says where they are would be as long.</summary>
    private const int SmallestOutside = 1024;

    /// <summary>Content begins at whole pages, so that it can be mapped into memory.</summary>
    private const int Page = 4096;

    /// <summary>Lays out the constants of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="file">The name of the file, beside the model.</param>
    public static ExternalData Of(Graph graph, string file)
    {
        var places = ImmutableSortedDictionary.CreateBuilder<string, DataPlace>(StringComparer.Ordinal);
        long end = 0;
        foreach (var (name, tensor) in graph.Constants.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (tensor.Bytes.Length < SmallestOutside)
                continue;
            var start = (end + Page - 1) / Page * Page;
            places.Add(name, new DataPlace(file, start, tensor.Bytes.Length));
            end = start + tensor.Bytes.Length;
        }
        return new ExternalData(places.ToImmutable());
    }

    /// <summary>Writes the file.</summary>
    public void Write(Graph graph, Stream stream)
    {
        foreach (var (name, place) in Places.OrderBy(p => p.Value.Offset))
        {
            stream.Write(new byte[place.Offset - stream.Position]);
            stream.Write(graph.Constants[name].Bytes.Span);
        }
    }
}
