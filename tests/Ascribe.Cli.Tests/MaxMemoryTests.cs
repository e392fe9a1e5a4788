using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Cli.Tests;

/// <summary>What does not fit into <c>--max-memory</c> ends in one line that says so.</summary>
public sealed class MaxMemoryTests
{
    /// <summary>Few bytes in the file, four gigabytes when it runs.</summary>
    [Fact]
    public void ModelThatMakesMuchOutOfLittle_NamesLimitAndOption()
    {
        using var folder = new TemporaryFolder();
        Save(folder["bomb.onnx"], 3, (b, x) => x + ReduceSum(Zeros(b.Longs(1 << 30, 1), ElementType.Float32), [0]));
        foreach (var command in new[] { "inspect", "run" })
        {
            File.WriteAllText(folder["x.csv"], "1,2,3\n");
            string[] input = command == "run" ? ["--input", folder["x.csv"]] : [];
            var ran = Ran.Ascribe([command, folder["bomb.onnx"], .. input, "--max-memory", "1GiB"]);
            ran.Code.ShouldBe(3, ran.Error);
            ran.Complaint().ShouldContain("does not fit into the memory limit of 1 GiB; raise it by --max-memory.");
        }
    }

    [Fact]
    public void InputOfHugeExtents_IsRefusedBeforeItIsMade()
    {
        using var folder = new TemporaryFolder();
        Save(folder["wide.onnx"], 500_000_000, (_, x) => Relu(x));
        var ran = Ran.Ascribe("inspect", folder["wide.onnx"], "--max-memory", "1GiB");
        ran.Code.ShouldBe(3, ran.Error);
        ran.Complaint().ShouldContain("what the model takes (float[N,500000000] x) does not fit");
    }

    [Fact]
    public void SmallModel_WorksInTheLeastMemory()
    {
        using var folder = new TemporaryFolder();
        Save(folder["small.onnx"], 3, (_, x) => Relu(x));
        Ran.Ascribe("inspect", folder["small.onnx"], "--max-memory", "256MiB").Code.ShouldBe(0);
    }

    [Theory]
    [InlineData("much", "is no size")]
    [InlineData("5MB", "at least 256 MiB")]
    public void WhatIsNoLimit_IsAMistakeInTheCommandLine(string size, string complaint)
    {
        var ran = Ran.Ascribe("operators", "--max-memory", size);
        ran.Code.ShouldBe(2);
        ran.Complaint().ShouldContain(complaint);
    }

    private static void Save(string path, long features, Func<GraphBuilder, Value, Value> write)
    {
        var b = new GraphBuilder();
        b.Output(write(b, b.Input("x", ElementType.Float32, Dim.Batch, features)), "y");
        Model.Canonical(b.Build()).Save(path);
    }
}
