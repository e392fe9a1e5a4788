using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

public sealed class ShapleyValuesTests
{
    [Fact]
    public void Game_OfAModel_IsTheModelOnMixedInputs()
    {
        using var network = new Network(SmallModels.Cnn);
        var (x, from) = (SmallModels.Random(51, 2, 2, 8, 8), SmallModels.Random(52, 1, 2, 8, 8));
        var question = Question.About(network, x) with { Target = Target.Class(2), Baseline = Baseline.Given(from) };
        var games = ModelGame.Of(network, question, PlayerDivision.Patches(5, 5), new Execution { MicroBatch = 3 });
        games.Length.ShouldBe(2);
        for (var example = 0; example < 2; example++)
        {
            var game = games[example];
            game.Players.ShouldBe(4);
            var coalitions = Enumerable.Range(0, 16).Select(m => Coalition.FromMask(4, (ulong)m)).ToArray();
            var values = game.Values(coalitions);
            foreach (var (coalition, value) in coalitions.Zip(values))
            {
                var present = game.Partition.Ids["x"].Select(coalition.Contains).ToArray();
                var mixed = x.Rows(example, 1)
                    .ToFloats()
                    .Select((v, i) => present[i] ? v : from.ToFloats()[i])
                    .ToArray();
                var output = network.Run(Inputs(("x", Tensor.Of(mixed, 1, 2, 8, 8))))[0].Value.ToDoubles()[2];
                value.ShouldBe(output, 1e-5);
            }
        }
    }

    [Fact]
    public void Explain_Exact_DividesValuesEvenlyAndIsComplete()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(53, 2, 2, 8, 8));
        var method = new ShapleyValues { Estimator = new ExactShapley(), Players = PlayerDivision.Patches(3, 4) };
        var attribution = method.Explain(network, question);
        attribution.CompletenessGap.ToDoubles().ShouldAllBe(gap => Math.Abs(gap) < 1e-5);
        for (var example = 0; example < 2; example++)
        {
            var players = attribution.Players[example];
            players.Partition.Count.ShouldBe(6);
            players.StandardErrors.ShouldAllBe(e => e == 0);
            var sums = players.Partition.Sums(f => attribution.Values[f].Rows(example, 1).ToDoubles());
            Distance.Largest(sums, players.Values.AsSpan()).ShouldBeLessThan(1e-6);
        }
        attribution.Provenance.GradientEvaluations.ShouldBe(0);
        attribution.Provenance.ModelEvaluations.ShouldBe(2 * (64 + 1));
    }

    [Fact]
    public void Explain_PermutationsOfAModel_AgreeWithExactValues()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(54, 1, 4)) with { Target = Target.Class(0) };
        var exact = new ShapleyValues { Estimator = new ExactShapley() }.Explain(network, question);
        var sampled = new ShapleyValues { Estimator = new PermutationSampling(), Budget = 3000 }.Explain(
            network,
            question
        );
        for (var i = 0; i < 4; i++)
        {
            var error = sampled.StandardErrors["x"].ToDoubles()[i];
            Math.Abs(sampled.Of("x")[i] - exact.Of("x")[i]).ShouldBeLessThan(4 * error + 1e-6);
        }
        sampled.Provenance.ModelEvaluations.ShouldBeInRange(2900, 3001);
    }

    [Fact]
    public void Model_ThatGivesNaN_IsRefusedByTheCoalition()
    {
        // √x of a negative number is NaN: with player 0 missing x₀ is −1.
        var model = SmallModels.Of(b =>
            ReduceSum(Sqrt(b.Input("x", ElementType.Float32, Dim.Batch, 2)), [1], keepDims: false)
        );
        using var network = new Network(model);
        var question = Question.About(network, Tensor.Of([1f, 1f], 1, 2)) with
        {
            Target = Target.At(),
            Baseline = Baseline.Given(Tensor.Of([-1f, 0f], 1, 2)),
        };
        Should
            .Throw<ModelException>(() =>
                new ShapleyValues { Estimator = new ExactShapley() }.Explain(network, question)
            )
            .Message.ShouldBe("the game is NaN at the coalition {}, so its players have no values.");
    }
}
