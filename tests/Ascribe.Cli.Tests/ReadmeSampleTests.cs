using Ascribe.Onnx;

namespace Ascribe.Cli.Tests;

/// <summary>The sample of the README, line by line; a test compares the two.</summary>
public sealed class ReadmeSampleTests
{
    [Fact]
    public void Sample_Explains()
    {
        using var folder = new TemporaryFolder();
        File.Copy(SharedData.Model("tinyvgg-10class"), folder["model.onnx"]);
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder.Path;
        try
        {
            Run(new float[3 * 64 * 64]);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static void Run(float[] pixels)
    {
        Array.Fill(pixels, 0.5f);
        using var network = Network.Load("model.onnx");
        var photo = Tensor.Of(pixels, 1, 3, 64, 64);

        var question = Question.About(network, photo) with { Target = Target.Class(1), Baseline = Baseline.Zero };
        Attribution why = new IntegratedGradients { Steps = 100 }.Explain(network, question);

        Console.WriteLine(
            $"{why.Output.ToFloats()[0]} because of {why.Values["input"]}, up to {why.CompletenessGap.ToFloats()[0]}"
        );
        why.Values["input"].Shape.ShouldBe([1, 3, 64, 64]);

        var hidden = question with { Features = ["relu_2_2"], Baseline = Baseline.AtInput(Baseline.Zero) };
        var neuron = question with { Target = Target.Neuron("relu_2_2", 4, 10, 10) };
        new IntegratedGradients().Explain(network, hidden).Values["relu_2_2"].Shape.ShouldBe([1, 10, 26, 26]);
        new IntegratedGradients().Explain(network, neuron).Output.Length.ShouldBe(1);
    }
}
