using Ascribe.Onnx;
using Ascribe.Runtime;
using Ascribe.Training;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Training;

/// <summary>Gradients by parameters are held against central differences of the loss.</summary>
public sealed class ObjectiveTests
{
    [Fact]
    public void Gradients_OfAPerceptron_AreTheDifferences()
    {
        var model = new MultiLayerPerceptron(3, 2) { Widths = [5, 4] }.Build(seed: 3);
        var data = Lessons.Data("x", SmallModels.Random(10, 7, 3), SmallModels.Random(11, 7, 2));
        Compare(model, data, Loss.SquaredError, step: 1e-3, within: 2e-3, parameters: 6);
    }

    [Fact]
    public void Gradients_OfAConvolutionalNetworkByLabels_AreTheDifferences() =>
        Compare(Lessons.Cnn, Lessons.Pictures, Loss.CrossEntropy, step: 1e-2, within: 2e-3, parameters: 6);

    [Fact]
    public void Gradients_ByProbabilities_AreTheDifferences()
    {
        var targets = Tensor.Of([0.2f, 0.3f, 0.5f, 1, 0, 0, 0, 0.5f, 0.5f, 0.1f, 0.8f, 0.1f], 4, 3);
        var data = Lessons.Data("x", SmallModels.Random(12, 4, 1, 6, 6), targets);
        Compare(Lessons.Cnn, data, Loss.CrossEntropy, step: 1e-2, within: 2e-3, parameters: 6);
    }

    [Fact]
    public void Gradients_OfAnEmbeddingTable_AreTheDifferences()
    {
        var inputs = Asking.Inputs(("ids", Tensor.Of([1L, 2, 2, 6, 0, 1], 2, 3)), ("x", SmallModels.Random(13, 2, 4)));
        var data = new TrainingData(inputs, Tensor.Vector(0.5f, -0.5f));
        Compare(SmallModels.Gated, data, Loss.SquaredError, step: 1e-2, within: 2e-3, parameters: 1);
    }

    [Fact]
    public void Gradients_OfStepsAndOfATransposedConvolution_AreTheDifferences()
    {
        // Labels per position [N,4] of scores [N,4,2]; the weight of the product comes first.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 2, 3);
            var wide = b.Emit("ConvTranspose", [x, Lessons.Stored(b, "w", 14, 2, 2, 2), Lessons.Stored(b, "b", 15, 2)]);
            return Transpose(MatMul(Lessons.Stored(b, "left", 16, 2, 2), Tanh(wide)), 0, 2, 1);
        });
        var data = Lessons.Data(
            "x",
            SmallModels.Random(17, 3, 2, 3),
            Tensor.Of([0L, 1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 1], 3, 4)
        );
        Compare(model, data, Loss.CrossEntropy, step: 1e-2, within: 2e-3, parameters: 3);
    }

    [Fact]
    public void Losses_AreWhatTheirFormulasSay()
    {
        var model = SmallModels.Of(b =>
            MatMul(b.Input("x", ElementType.Float32, Dim.Batch, 2), b.Constant(Tensor.Of([1f, 0, 0, 1], 2, 2), "one"))
        );
        var x = Tensor.Of([1f, 3, -2, 0.5f], 2, 2);
        var squares = Run(model, Lessons.Data("x", x, Tensor.Of([0f, 1, 0, 0], 2, 2)), Loss.SquaredError);
        Distance.Largest(squares, [(1 + 4) / 2.0, (4 + 0.25) / 2]).ShouldBeLessThan(1e-6);
        var entropies = Run(model, Lessons.Data("x", x, Tensor.Vector(0, 1)), Loss.CrossEntropy);
        Distance.Largest(entropies, [Math.Log(1 + Math.Exp(2)), Math.Log(1 + Math.Exp(-2.5))]).ShouldBeLessThan(1e-6);
    }

    /// <summary>‖gradient − difference‖/‖difference‖ for each parameter, over at most 40 entries of it.</summary>
    private static void Compare(Model model, TrainingData data, Loss loss, double step, double within, int parameters)
    {
        var objective = Objective.Of(model, data, new TrainingOptions { Loss = loss });
        objective.Parameters.Length.ShouldBe(parameters);
        var examples = Examples.Of(model, objective, data, loss);
        var feeds = objective
            .Parameters.ToDictionary(
                p => p.Name,
                p => objective.Canonical.Graph.Constants[p.Name],
                StringComparer.Ordinal
            )
            .Concat(examples.Columns)
            .ToDictionary(StringComparer.Ordinal);
        using var gradients = new Session(objective.Gradients);
        using var losses = new Session(objective.Losses);
        var results = gradients.Run(feeds);
        Distance.Largest(results[0].ToDoubles(), losses.Run(feeds)[0].ToDoubles()).ShouldBeLessThan(1e-6);
        foreach (var (index, parameter) in objective.Parameters.Index())
        {
            var entries = Enumerable.Range(0, parameter.Length).Take(40).ToArray();
            var found = results[index + 1].ToDoubles();
            double[] differences =
            [
                .. entries.Select(e => (At(parameter, e, step) - At(parameter, e, -step)) / (2 * step)),
            ];
            var distance = Distance.RelativeL2([.. entries.Select(e => found[e])], differences);
            distance.ShouldBeLessThan(within, parameter.ToString());
        }

        double At(Parameter parameter, int entry, double change)
        {
            var numbers = feeds[parameter.Name].ToDoubles();
            numbers[entry] += change;
            var moved = Tensor.Of(numbers, parameter.Shape.AsSpan()).To(parameter.ElementType);
            var there = feeds.ToDictionary(StringComparer.Ordinal);
            there[parameter.Name] = moved;
            return losses.Run(there)[0].ToDoubles().Sum();
        }
    }

    private static double[] Run(Model model, TrainingData data, Loss loss)
    {
        var objective = Objective.Of(model, data, new TrainingOptions { Loss = loss });
        var examples = Examples.Of(model, objective, data, loss);
        using var losses = new Session(objective.Losses);
        return losses.Run(examples.Columns.SetItem("one", Tensor.Of([1f, 0, 0, 1], 2, 2)))[0].ToDoubles();
    }
}
