using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Methods;

public sealed class ShapleyIntegratedGradientsTests
{
    private static readonly double[] Weights = [0.5, -1, 2, 3];

    /// <summary>y = w·x.</summary>
    private static readonly Model Linear = SmallModels.Of(b =>
        ReduceSum(
            b.Input("x", ElementType.Float64, Dim.Batch, 4) * b.Constant(Tensor.Vector(Weights)),
            [1],
            keepDims: false
        )
    );

    private static readonly Tensor X = Tensor.Of([1.0, 2, -1, 0.5], 1, 4);

    [Fact]
    public void UniformSizes_LinearModel_GiveWeightTimesInputTimesACommonFactor()
    {
        // An element is missing from a coalition of uniform size 0 … N − 1 with probability (N + 1)/(2N).
        const int players = 4;
        var attribution = Explain(Linear, X, new() { Samples = 4000, Steps = 1 });
        for (var i = 0; i < players; i++)
        {
            var expected = Weights[i] * X.ToDoubles()[i] * (players + 1) / (2.0 * players);
            var error = attribution.StandardErrors["x"].ToDoubles()[i];
            Math.Abs(attribution.Of("x")[i] - expected).ShouldBeLessThan(4 * error);
            error.ShouldBe(Math.Abs(expected) * Math.Sqrt(3.0 / 5 / 4000), Math.Abs(expected) * 0.001);
        }
    }

    [Fact]
    public void Normalization_LinearModel_GivesShapleyValuesBothWays()
    {
        double[] expected = [.. Weights.Zip(X.ToDoubles(), (w, x) => w * x)];
        var absence = Explain(Linear, X, new() { Steps = 1, Normalization = Normalization.Absence });
        Distance.Largest(absence.Of("x"), expected).ShouldBeLessThan(1e-12);
        // The same coalitions for all players leave out some of them more often than others, which one factor cannot mend.
        var efficient = Explain(
            Linear,
            X,
            new()
            {
                Steps = 1,
                Samples = 2000,
                Normalization = Normalization.Efficient,
            }
        );
        efficient.Of("x").Sum().ShouldBe(expected.Sum(), 1e-12);
        efficient.CompletenessGap.ToDoubles()[0].ShouldBe(0, 1e-12);
        Distance.RelativeL2(efficient.Of("x"), expected).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Coalitions_Given_AreTheBaselinesOfPlainIntegratedGradients()
    {
        using var network = new Network(SmallModels.Smooth);
        var x = SmallModels.Random(31, 1, 4);
        var from = SmallModels.Random(32, 1, 4);
        var question = Question.About(network, x) with { Target = Target.Class(1), Baseline = Baseline.Given(from) };
        Coalition[] coalitions =
        [
            Coalition.Empty(4),
            Coalition.Of(4, 1),
            Coalition.Of(4, 0, 2),
            Coalition.Of(4, 0, 1, 3),
        ];
        var expected = new double[4];
        foreach (var coalition in coalitions)
        {
            var mixed = Enumerable
                .Range(0, 4)
                .Select(i => coalition.Contains(i) ? x.ToFloats()[i] : from.ToFloats()[i])
                .ToArray();
            var part = new IntegratedGradients { Steps = 20 }.Explain(
                network,
                question with
                {
                    Baseline = Baseline.Given(Tensor.Of(mixed, 1, 4)),
                }
            );
            for (var i = 0; i < 4; i++)
                expected[i] += part.Of("x")[i] / coalitions.Length;
        }
        var method = new ShapleyIntegratedGradients { Coalitions = [.. coalitions], Steps = 20 };
        var attribution = method.Explain(network, question);
        Distance.Largest(attribution.Of("x"), expected).ShouldBeLessThan(1e-6);
        attribution.Provenance.GradientEvaluations.ShouldBe(4 * 20 + 1);
        attribution.CompletenessGap.ToDoubles()[0].ShouldBe(double.NaN);
    }

    [Fact]
    public void MicroBatchAndWorkers_ChangeNothingButRounding()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(33, 2, 2, 8, 8));
        var method = new ShapleyIntegratedGradients
        {
            Players = PlayerDivision.Patches(3, 3),
            Samples = 10,
            Steps = 7,
        };
        var usual = method.Explain(network, question).Of("x");
        foreach (var (rows, workers) in new[] { (1, 1), (3, 2), (7, 1), (20, 3), (64, 2) })
        {
            var execution = new Execution { MicroBatch = rows, Workers = workers };
            Distance.Largest(method.Explain(network, question, execution).Of("x"), usual).ShouldBeLessThan(1e-6);
        }
    }

    [Fact]
    public void Batch_AnswersLikeItsExamplesAlone()
    {
        using var network = new Network(SmallModels.Cnn);
        var x = SmallModels.Random(34, 3, 2, 8, 8);
        var method = new ShapleyIntegratedGradients
        {
            Players = PlayerDivision.Pixels,
            Samples = 6,
            Steps = 5,
        };
        var together = method.Explain(network, Question.About(network, x));
        for (var example = 0; example < 3; example++)
        {
            var alone = method.Explain(network, Question.About(network, x.Rows(example, 1)));
            Distance.Largest(together.Values["x"].Rows(example, 1).ToDoubles(), alone.Of("x")).ShouldBeLessThan(1e-6);
        }
    }

    [Theory]
    [InlineData(CoalitionRole.Baseline)]
    [InlineData(CoalitionRole.Example)]
    [InlineData(CoalitionRole.Both)]
    public void Role_SaysWhoIsCredited(CoalitionRole role)
    {
        var coalition = Coalition.Of(4, 0, 3);
        var attribution = Explain(
            Linear,
            X,
            new()
            {
                Coalitions = [coalition],
                Role = role,
                Steps = 1,
            }
        );
        for (var i = 0; i < 4; i++)
        {
            var credited = role == CoalitionRole.Both || coalition.Contains(i) == (role == CoalitionRole.Example);
            attribution.Of("x")[i].ShouldBe(credited ? Weights[i] * X.ToDoubles()[i] : 0, 1e-12);
        }
        double.IsNaN(attribution.CompletenessGap.ToDoubles()[0]).ShouldBe(role != CoalitionRole.Both);
    }

    [Fact]
    public void Affine_BetweenACoalitionAndOneMorePlayer_IsTheMarginal()
    {
        // Theorem 3 of [ES]: F = x₁·x₂ + max(x₃, 0)·x₄ is affine in each variable alone, here along x₁ from S = {2, 4}.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float64, Dim.Batch, 4);
            var parts = b.Emit("Split", [x], 4, Attributes.None.With("axis", 1).With("num_outputs", 4));
            return ReduceSum(parts[0] * parts[1] + Relu(parts[2]) * parts[3], [1], keepDims: false);
        });
        using var network = new Network(model);
        var question = Question.About(network, X) with { Target = Target.At() };
        var game = ModelGame.Of(network, question, PlayerDivision.Elements)[0];
        var coalition = Coalition.Of(4, 1, 3);
        var attribution = Explain(model, X, new() { Coalitions = [coalition], Steps = 1 });
        attribution.Of("x")[0].ShouldBe(game.Value(coalition.With(0)) - game.Value(coalition), 1e-12);
    }

    [Fact]
    public void Paired_VariesLessThanPlain()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(35, 1, 4)) with { Target = Target.Class(0) };
        double SpreadOf(bool paired)
        {
            var method = new ShapleyIntegratedGradients
            {
                Samples = 16,
                Steps = 4,
                Paired = paired,
            };
            var runs = Enumerable
                .Range(0, 40)
                .Select(seed => method.Explain(network, question, new Execution { Seed = seed }).Of("x"))
                .ToArray();
            return Enumerable.Range(0, 4).Sum(i => Variance([.. runs.Select(r => r[i])]));
        }
        SpreadOf(true).ShouldBeLessThan(SpreadOf(false) / 3);
    }

    [Fact]
    public void StandardErrors_AreTheSpreadOverSeeds()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(36, 1, 4)) with { Target = Target.Class(0) };
        var method = new ShapleyIntegratedGradients { Samples = 32, Steps = 4 };
        var runs = Enumerable
            .Range(0, 100)
            .Select(seed => method.Explain(network, question, new Execution { Seed = seed }))
            .ToArray();
        for (var i = 0; i < 4; i++)
        {
            var spread = Math.Sqrt(Variance([.. runs.Select(r => r.Of("x")[i])]));
            var reported = runs.Average(r => r.StandardErrors["x"].ToDoubles()[i]);
            (reported / spread).ShouldBeInRange(0.75, 1.33);
            runs[0].Players[0].StandardErrors[i].ShouldBe(runs[0].StandardErrors["x"].ToDoubles()[i], 1e-6);
        }
    }

    [Fact]
    public void Precision_StopsEarly()
    {
        var method = new ShapleyIntegratedGradients
        {
            Samples = 100_000,
            Steps = 1,
            Precision = 0.05,
        };
        var attribution = Explain(Linear, X, method);
        var (values, errors) = (attribution.Players[0].Values, attribution.Players[0].StandardErrors);
        var reached = Math.Sqrt(errors.Sum(e => e * e) / values.Sum(v => v * v));
        reached.ShouldBeInRange(0.04, 0.05);
        var samples = int.Parse(attribution.Provenance.Settings["samples"], null);
        samples.ShouldBeLessThan(2000);
        attribution.Provenance.GradientEvaluations.ShouldBeInRange(samples / 2, samples + 1);
    }

    [Fact]
    public void Explain_AtALayer_IsLikeTheModelBehindIt()
    {
        using var network = new Network(SmallModels.Cnn);
        var x = SmallModels.Random(37, 1, 2, 8, 8);
        var question = Question.About(network, x) with { Features = ["relu1"], Target = Target.Class(1) };
        var method = new BlockShapleyIntegratedGradients
        {
            Players = PlayerDivision.Channels,
            Blocks = 4,
            Samples = 48,
            Steps = 12,
        };
        var attribution = method.Explain(network, question);
        var exact = GameTable.Of(ModelGame.Of(network, question, PlayerDivision.Channels)[0]).Shapley();
        attribution.Values["relu1"].Shape.ShouldBe([1, 4, 8, 8]);
        for (var channel = 0; channel < 4; channel++)
        {
            var (value, error) = (
                attribution.Players[0].Values[channel],
                attribution.Players[0].StandardErrors[channel]
            );
            Math.Abs(value - exact[channel]).ShouldBeLessThan(4 * error + 0.02 * Math.Abs(exact[channel]));
        }
    }

    [Fact]
    public void Players_TooLargeForThePicture_AreRefused()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(38, 1, 2, 8, 8));
        var method = new ShapleyIntegratedGradients { Players = PlayerDivision.Patches(9, 2) };
        Should
            .Throw<ModelException>(() => method.Explain(network, question))
            .Message.ShouldBe(
                "'x' is float[1,2,8,8]: patches:9x2 do not fit into an axis of 8, so that there is nothing to divide."
            );
    }

    [Theory]
    [InlineData(0, false, "0 samples cannot be averaged over; draw at least 1.")]
    [InlineData(3, true, "3 coalitions make no pairs; take an even number.")]
    public void Samples_ThatMakeNoMean_AreRefused(int samples, bool paired, string message) =>
        Should
            .Throw<ModelException>(() => Explain(Linear, X, new() { Samples = samples, Paired = paired }))
            .Message.ShouldBe(message);

    [Fact]
    public void Coalitions_OfOtherPlayers_AreRefused() =>
        Should
            .Throw<ModelException>(() => Explain(Linear, X, new() { Coalitions = [Coalition.Empty(5)] }))
            .Message.ShouldBe("the coalitions given are of 5 players, but the features have 4.");

    private static Attribution Explain(Model model, Tensor x, ShapleyIntegratedGradients method)
    {
        using var network = new Network(model);
        return method.Explain(network, Question.About(network, x) with { Target = Target.At() });
    }

    private static double Variance(double[] numbers)
    {
        var mean = numbers.Average();
        return numbers.Sum(n => (n - mean) * (n - mean)) / (numbers.Length - 1);
    }
}
