using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Conformance;

/// <summary>One model of the ONNX project's test data, with stored inputs and outputs.</summary>
/// <param name="Suite">The part of the collection: node, simple, pytorch-operator, pytorch-converted.</param>
/// <param name="Name">The folder's name.</param>
/// <param name="Folder">Where it is.</param>
internal sealed record StandardCase(string Suite, string Name, string Folder)
{
    public string Id => $"{Suite}/{Name}";

    public string ModelPath => Path.Combine(Folder, "model.onnx");

    /// <summary>The folders that hold inputs and outputs.</summary>
    public IEnumerable<string> DataSets =>
        Directory
            .EnumerateDirectories(Folder, "test_data_set_*")
            .Where(set => Directory.EnumerateFiles(set, "output_*.pb").Any())
            .Order(StringComparer.Ordinal);

    /// <summary>All cases under a folder, in order.</summary>
    public static ImmutableArray<StandardCase> Under(string root) =>
        [
            .. Directory
                .EnumerateFiles(root, "model.onnx", SearchOption.AllDirectories)
                .Select(file => Path.GetDirectoryName(file)!)
                .Select(folder => new StandardCase(
                    Path.GetFileName(Path.GetDirectoryName(folder)!),
                    Path.GetFileName(folder),
                    folder
                ))
                .OrderBy(c => c.Id, StringComparer.Ordinal),
        ];

    /// <summary>Stored tensors: input_0.pb, input_1.pb, … or output_0.pb, ….</summary>
    /// <exception cref="ModelException">One of them is no tensor.</exception>
    public static ImmutableArray<Tensor> Stored(string dataSet, string kind) =>
        [
            .. Enumerable
                .Range(0, Directory.GetFiles(dataSet, $"{kind}_*.pb").Length)
                .Select(i => StoredTensor.Read(Path.Combine(dataSet, $"{kind}_{i}.pb"))),
        ];
}
