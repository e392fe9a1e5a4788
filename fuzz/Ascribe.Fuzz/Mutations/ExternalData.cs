using System.Globalization;
using Onnx;

namespace Ascribe.Fuzz.Mutations;

/// <summary>A constant lies outside the model's folder, beyond the end of its file, in a device, a link, or nowhere.</summary>
internal sealed class ExternalData : Mutation
{
    private static readonly string[] Locations =
    [
        "data.bin",
        "data.bin",
        "../data.bin",
        "/etc/passwd",
        "/dev/zero",
        "/dev/stdin",
        "link.bin",
        "device.bin",
        "linked/passwd",
        "loop.bin",
        "gone.bin",
        "",
        ".",
        "..",
        "a\0b",
        "./../x/../../etc/passwd",
        "model.onnx",
        "pipe.bin",
    ];

    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Tensors is not { Length: > 0 } tensors)
            return;
        Furnish(specimen.Folder);
        var tensor = random.Of(tensors);
        tensor.ClearRawData();
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        Add(tensor, "location", random.Of(Locations));
        if (random.Chance(0.5))
            Add(tensor, "offset", Text(random));
        if (random.Chance(0.5))
            Add(tensor, "length", Text(random));
        if (random.Chance(0.1))
            Add(tensor, "location", "data.bin");
    }

    private static string Text(Random random) =>
        random.Chance(0.1) ? "much" : random.Number().ToString(CultureInfo.InvariantCulture);

    private static void Add(TensorProto tensor, string key, string value) =>
        tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });

    private static void Furnish(string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, "data.bin"), new byte[64]);
        Link("link.bin", "/etc/passwd");
        Link("device.bin", "/dev/zero");
        Link("linked", "/etc");
        Link("loop.bin", "loop.bin");

        void Link(string name, string target)
        {
            var path = Path.Combine(folder, name);
            if (new FileInfo(path).LinkTarget is null)
                File.CreateSymbolicLink(path, target);
        }
    }
}
