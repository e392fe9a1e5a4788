using Ascribe.Onnx;

namespace Ascribe.Cli.Tests;

/// <summary>There are as many runs side by side as there are processors for the process, whatever the machine has.</summary>
public sealed class ProcessorTests
{
    [Theory]
    [InlineData("taskset", "--cpu-list", "0")]
    [InlineData("env", "DOTNET_PROCESSOR_COUNT=1")]
    public void Process_WithOneProcessor_MakesOneRunAtATime(params string[] confined)
    {
        using var folder = new TemporaryFolder();
        Save(folder["small.onnx"]);
        Inspected(confined, folder["small.onnx"]).ShouldContain("and 1 run of ");
    }

    [Fact]
    public void Process_WithTheWholeMachine_MakesAsManyRunsAsThereAreProcessors()
    {
        using var folder = new TemporaryFolder();
        Save(folder["small.onnx"]);
        var said = Inspected(["env", "DOTNET_PROCESSOR_COUNT=3"], folder["small.onnx"]);
        said.ShouldContain("and 3 runs side by side of ");
    }

    private static string Inspected(string[] confined, string model)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Ascribe.Cli.dll"), "inspect", model];
        var ran = Ran.Program(confined[0], [.. confined.Skip(1), .. command]);
        ran.Code.ShouldBe(0, ran.Error);
        return ran.Out;
    }

    private static void Save(string path)
    {
        var b = new GraphBuilder();
        b.Output(Op.Relu(b.Input("x", ElementType.Float32, Dim.Batch, 3)), "y");
        Model.Canonical(b.Build()).Save(path);
    }
}
