using System.Collections.Immutable;
using Google.Protobuf;

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

    /// <summary>The most bytes that a protobuf message, and with it a model in one file, can have.</summary>
    public const long LargestMessage = 0x7FFF_FFC7;

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
    /// <param name="path">The file.</param>
    /// <param name="largestMessage">
    /// Bytes that the file may have. The constants of a model that would need more go to a second file, <c>PATH.data</c>.
    /// </param>
    /// <returns>The files that were written: the model, and its data where they lie beside it.</returns>
    /// <exception cref="ModelException">A file cannot be written.</exception>
    public ImmutableArray<string> Save(string path, long largestMessage = LargestMessage) =>
        ModelFile.Save(this, path, largestMessage);

    /// <summary>The model as it would be written to a single file.</summary>
    /// <exception cref="ModelException">It takes more than <see cref="LargestMessage"/>.</exception>
    public byte[] ToBytes() => Bytes(ProtoWriter.Message(this), Graph.Constants.Values);

    /// <summary>The model without the content of some constants, which is declared to lie elsewhere.</summary>
    /// <param name="elsewhere">The names of the constants; whoever reads the bytes has to be given these.</param>
    /// <exception cref="ModelException">What is left takes more than <see cref="LargestMessage"/>.</exception>
    public byte[] ToBytesWithout(IReadOnlySet<string> elsewhere)
    {
        var places = elsewhere.ToDictionary(
            name => name,
            name => new DataPlace("elsewhere", 0, Graph.Constants[name].Bytes.Length),
            StringComparer.Ordinal
        );
        return Bytes(
            ProtoWriter.Message(this, places),
            Graph.Constants.Where(c => !elsewhere.Contains(c.Key)).Select(c => c.Value)
        );
    }

    private static byte[] Bytes(global::Onnx.ModelProto message, IEnumerable<Tensor> held) =>
        ProtoWriter.Fits(message, held, LargestMessage)
            ? message.ToByteArray()
            : throw new ModelException("the model is larger than the 2 GiB that one message can hold.");
}
