using Ascribe.Experiments.FaceApi;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.FaceApi;

public sealed class WeightsManifestTests : IDisposable
{
    private const string Plain = """{ "name": "a", "shape": [2], "dtype": "float32" }""";

    private const string Coded = """
        { "name": "b", "shape": [1, 3], "dtype": "float32", "quantization": { "dtype": "uint8", "scale": 0.5, "min": -1 } }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("ascribe").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Load_PlainAndQuantizedAcrossFiles_DecodesInOrder()
    {
        byte[] bytes = [.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f), 0, 2, 255];

        var weights = WeightsManifest.Load(Write($"{Plain}, {Coded}", bytes[..5], bytes[5..]));

        weights["a"].ToFloats().ShouldBe([1.5f, -2f]);
        weights["b"].Shape.ShouldBe([1, 3]);
        weights["b"].ToFloats().ShouldBe([-1f, 0f, 126.5f]);
    }

    [Fact]
    public void Load_SixteenBitCodes_AreLittleEndian()
    {
        var coded = Coded.Replace("uint8", "uint16", StringComparison.Ordinal);

        WeightsManifest.Load(Write(coded, [0, 1, 2, 0, 0, 0]))["b"].ToFloats().ShouldBe([127f, 0f, -1f]);
    }

    [Fact]
    public void Load_ThePackage_GivesEveryTensor()
    {
        var package = InstalledPackage.Get();

        package.Weights(FaceExpressionNetwork.Weights).Tensors.Count.ShouldBe(49);
        package.Weights(FaceRecognitionNetwork.Weights).Tensors.Count.ShouldBe(117);
    }

    [Theory]
    [InlineData(Plain, 7, "end before tensor 'a'")]
    [InlineData(Plain, 9, "1 bytes more")]
    [InlineData(Plain + "," + Plain, 16, "two tensors 'a'")]
    [InlineData("""{ "name": "a", "shape": [-2], "dtype": "float32" }""", 8, "negative")]
    [InlineData("""{ "name": "a", "shape": [99999999999, 99999999999], "dtype": "float32" }""", 8, "too large")]
    [InlineData(
        """{ "name": "a", "shape": [2], "dtype": "string" }""",
        8,
        "tensor 'a' is string, which cannot be read"
    )]
    [InlineData("""{ "name": "a", "shape": null, "dtype": "float32" }""", 8, "no manifest")]
    [InlineData("""{ "shape": [2], "dtype": "float32" }""", 8, "no manifest")]
    [InlineData("""{ "name": null, "shape": [2], "dtype": "float32" }""", 8, "no manifest")]
    [InlineData("null", 8, "no manifest")]
    public void Load_WeightsThatDoNotFit_SaysWhyInOneLine(string weights, int bytes, string complaint) =>
        Complaint(Write(weights, new byte[bytes])).ShouldContain(complaint);

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{ "paths": null, "weights": [] }]""")]
    [InlineData("""[{ "paths": [null], "weights": [] }]""")]
    [InlineData("[")]
    [InlineData("")]
    public void Load_NoManifest_IsSaid(string json) => Complaint(Json(json)).ShouldContain("no manifest");

    [Theory]
    [InlineData("../w0.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("absent.bin")]
    public void Load_BinaryFileThatIsNotBeside_IsRefused(string file) =>
        Complaint(Json($$"""[{ "paths": ["{{file}}"], "weights": [] }]""")).ShouldNotBeEmpty();

    [Fact]
    public void Item_NoSuchTensor_NamesManifestAndTensor()
    {
        var path = Write(Plain, new byte[8]);

        var message = Should.Throw<ModelException>(() => WeightsManifest.Load(path)["c"]).Message;

        message.ShouldBe($"{path}: there is no tensor 'c'.");
    }

    [Fact]
    public void Find_NoPackage_SaysHowToInstallIt() =>
        Should.Throw<ModelException>(() => FaceApiPackage.Find(folder)).Message.ShouldContain("npm ci");

    private static string Complaint(string path)
    {
        var message = Should.Throw<ModelException>(() => WeightsManifest.Load(path)).Message;
        message.ShouldStartWith(path);
        message.ShouldNotContain("\n");
        return message;
    }

    private string Write(string weights, params byte[][] files)
    {
        foreach (var (i, bytes) in files.Index())
            File.WriteAllBytes(Path.Combine(folder, $"w{i}.bin"), bytes);
        var paths = string.Join(", ", files.Index().Select(f => $"\"w{f.Index}.bin\""));
        return Json($$"""[{ "paths": [{{paths}}], "weights": [{{weights}}] }]""");
    }

    private string Json(string json)
    {
        var path = Path.Combine(folder, "weights_manifest.json");
        File.WriteAllText(path, json);
        return path;
    }
}
