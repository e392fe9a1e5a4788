namespace Ascribe.Cli.Tests;

/// <summary><c>ascribe train</c>.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void FashionMnist_GivesAModelWithItsCard_ThatCanBePruned()
    {
        var data = TinyFashion.Write(folder["data"], 200, 40);
        var ran = Train(
            "--data",
            data,
            "--epochs",
            "3",
            "--learning-rate",
            "0.01",
            "--filters",
            "4,4",
            "--widths",
            "8"
        );
        ran.Code.ShouldBe(0, ran.Error);
        ran.Out.ShouldContain("epoch 3: loss ");
        ran.Out.ShouldContain("% of 40 pictures");
        ran = Ran.Ascribe("inspect", folder["out/fashion-mnist.onnx"]);
        ran.Code.ShouldBe(0, ran.Error);
        File.ReadAllText(folder["out/fashion-mnist.ascribe.json"]).ShouldContain("ankle boot");
        using var variable = new Variable("ASCRIBE_FASHION_MNIST", data);
        ran = Ran.Ascribe(
            "prune",
            folder["out/fashion-mnist.onnx"],
            "--images",
            "fashion-mnist",
            "--target",
            "shirt,bag",
            "--scoring",
            "random",
            "--finetune",
            "1",
            "--alone",
            "--output",
            folder["small.onnx"]
        );
        ran.Code.ShouldBe(0, ran.Error);
        ran.Out.ShouldContain("shirt, bag: 8 examples held back");
        ran.Out.ShouldContain(" → ");
    }

    [Fact]
    public void WhatIsMissing_IsNamedWithItsPackage()
    {
        var ran = Train("--data", folder["nowhere"]);
        ran.Code.ShouldBe(3);
        ran.Complaint().ShouldContain("apt-get install dataset-fashion-mnist");
        Directory.Exists(folder["out"]).ShouldBeFalse();
    }

    [Fact]
    public void CancelledTraining_LeavesOnlyItsCheckpoint()
    {
        var data = TinyFashion.Write(folder["data"], 400, 10);
        var ran = Ran.Interrupted(
            TimeSpan.FromSeconds(5),
            "train",
            "fashion-mnist",
            "--data",
            data,
            "--epochs",
            "100000",
            "--checkpoint",
            folder["training.npz"],
            "--output",
            folder["out"]
        );
        ran.Code.ShouldBe(130, ran.Error);
        Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).ShouldBeSubsetOf(["data", "training.npz"]);
    }

    private Ran Train(params string[] options) =>
        Ran.Ascribe(["train", "fashion-mnist", "--output", folder["out"], .. options]);

    /// <summary>An environment variable that is set for a while; programs that are started see it.</summary>
    private sealed class Variable : IDisposable
    {
        private readonly string name;
        private readonly string? before;

        public Variable(string name, string value)
        {
            (this.name, before) = (name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(name, before);
    }
}
