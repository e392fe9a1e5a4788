using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Cli.Tests;

/// <summary>Whatever is wrong with a model or an input: exit code 3 and one line.</summary>
public sealed class BadModelTests
{
    private static readonly Graph Small = SmallGraph();

    public static TheoryData<string> Broken() => [.. Breakages.Keys];

    private static Dictionary<string, Func<byte[]>> Breakages { get; } =
        new()
        {
            ["empty"] = () => [],
            ["truncated"] = () => Bytes(Small)[..^40],
            ["text"] = () => "this is no model"u8.ToArray(),
            ["cyclic"] = () =>
                Bytes(
                    Small with
                    {
                        Nodes =
                        [
                            Unary("Relu", "x", "a"),
                            Two("Add", "a", "c", "b"),
                            Unary("Relu", "b", "c"),
                            Unary("Relu", "c", "y"),
                        ],
                    }
                ),
            ["missing initializer"] = () => Bytes(Small with { Constants = Small.Constants.Remove("w") }),
            ["wrong dtype"] = () =>
                Bytes(Small with { Constants = Small.Constants.SetItem("w", Tensor.Of(new double[6], 3, 2)) }),
            ["wrong rank"] = () =>
                Bytes(Small with { Constants = Small.Constants.SetItem("w", Tensor.Of(new float[5], 5)) }),
            ["oversized shape"] = () => OversizedShape(),
            ["oversized input"] = () =>
                Bytes(
                    Small with
                    {
                        Inputs = [new ValueInfo("x", ElementType.Float32, [new Dim(null, "N"), 1L << 40])],
                    }
                ),
            ["unknown operator"] = () => Bytes(Small with { Nodes = [Unary("NoSuchOperator", "x", "y")] }),
            ["old opset"] = () => new Model(Small, ImmutableDictionary<string, long>.Empty.Add("", 8), 4).ToBytes(),
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Explain_BrokenModel_IsOneLineAndCodeThree(string breakage)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["bad.onnx"], Breakages[breakage]());
        File.WriteAllText(folder["x.csv"], "1,2,3\n");
        foreach (var command in new[] { "inspect", "explain", "run" })
        {
            // Some of these are fine to run forward; none may crash.
            string[] input = command == "inspect" ? [] : ["--input", folder["x.csv"]];
            var ran = Ran.Ascribe([command, folder["bad.onnx"], .. input]);
            if (ran.Code == 0 && command == "run")
                continue;
            ran.Code.ShouldBe(3, $"{command}: {ran.Error}");
            ran.Complaint().ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Explain_GoodModel_IsExplained()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["good.onnx"], Bytes(Small));
        File.WriteAllText(folder["x.csv"], "a,b,c\n1,2,3\n4,5,6\n");
        var ran = Ran.Ascribe(
            "explain",
            folder["good.onnx"],
            "--input",
            folder["x.csv"],
            "--output",
            folder["why.html"],
            "--output",
            folder["why.json"],
            "--output",
            folder["why.npz"]
        );
        ran.Code.ShouldBe(0, ran.Error);
        File.ReadAllText(folder["why.html"]).ShouldContain("Contributions of x");
        Arrays.Npz.Read(folder["why.npz"]).Keys.ShouldBe(["baseline_output", "completeness_gap", "output", "x"]);
    }

    [Fact]
    public void Explain_OperatorWithoutDerivative_IsCodeFour()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["chance.onnx"], Bytes(ChanceGraph()));
        Arrays.Npy.Write(folder["x.npy"], Tensor.Of(new float[] { 1, 2, 3, 4 }, 1, 4));
        var ran = Ran.Ascribe("explain", folder["chance.onnx"], "--input", folder["x.npy"]);
        ran.Code.ShouldBe(4, ran.Error);
        ran.Complaint().ShouldContain("Dropout");
    }

    private static Graph SmallGraph()
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
        b.Output(Relu(MatMul(x, b.Constant(Tensor.Of(new float[] { 1, -2, 3, 4, -5, 6 }, 3, 2), "w"))), "y");
        return b.Build();
    }

    private static Graph ChanceGraph()
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
        var training = b.Constant(Tensor.Scalar(true));
        b.Output(b.Emit("Dropout", [x, b.Scalar(0.5), training]), "y");
        return b.Build();
    }

    private static byte[] Bytes(Graph graph) => Model.Canonical(graph).ToBytes();

    private static Node Unary(string op, string x, string y) => new(op, [x], [y], Attributes.None);

    private static Node Two(string op, string a, string b, string y) => new(op, [a, b], [y], Attributes.None);

    /// <summary>The dims 3, 2 of the weight become 3, −2⁶⁰ in the file: field 1 of the tensor, a varint.</summary>
    private static byte[] OversizedShape()
    {
        var bytes = Bytes(Small);
        // dims are written unpacked as 08 03 08 02, followed by the type, 10 01.
        var at = bytes.AsSpan().IndexOf(new byte[] { 0x08, 0x03, 0x08, 0x02, 0x10, 0x01 });
        at.ShouldBeGreaterThan(0);
        bytes[at + 3] = 0x7F;
        return bytes;
    }
}
