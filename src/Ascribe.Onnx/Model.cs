using System.Collections.Immutable;

namespace Ascribe.Onnx;

/// <summary>A graph with the versions of the operator sets that give its operators their meaning.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Opsets">Version by domain; the empty domain is ai.onnx.</param>
/// <param name="IrVersion">The version of the file format.</param>
/// <param name="Producer">The program that wrote the model.</param>
public sealed record Model(
    Graph Graph,
    ImmutableDictionary<string, long> Opsets,
    long IrVersion,
    string Producer = "ascribe"
)
{
    /// <summary>The operator set that canonical graphs are written in.</summary>
    public const long CanonicalOpset = 21;

    /// <summary>The file-format version that belongs to <see cref="CanonicalOpset"/>.</summary>
    public const long CanonicalIrVersion = 10;

    /// <summary>The version of ai.onnx.</summary>
    public long Opset => Opsets.GetValueOrDefault("", 1);

    /// <summary>A model of a canonical graph.</summary>
    public static Model Canonical(Graph graph) =>
        new(graph, ImmutableDictionary<string, long>.Empty.Add("", CanonicalOpset), CanonicalIrVersion);

    /// <summary>Reads and checks a model.</summary>
    /// <param name="path">The file; external tensor data is looked for beside it.</param>
    /// <exception cref="ModelException">The file cannot be read, is no ONNX model, or its graph is broken.</exception>
    public static Model Load(string path) => ModelFile.Load(path);

    /// <summary>Writes the model, beside the target first and renamed when complete.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public void Save(string path) => ModelFile.Save(this, path);

    /// <summary>The model as it would be written to a file.</summary>
    public byte[] ToBytes() => ProtoWriter.Write(this);
}
