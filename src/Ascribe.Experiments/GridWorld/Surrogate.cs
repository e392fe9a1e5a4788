using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;
using Ascribe.Training;
using MathNet.Numerics.Statistics;

namespace Ascribe.Experiments.GridWorld;

/// <summary>
/// A 64–32 ReLU network that has learnt a game from a share of its coalitions: one input per player, 1 where the player is present.
/// </summary>
/// <param name="Model">The network, x [N, players] → y [N, 1].</param>
/// <param name="Learnt">The coalitions that it learnt from, as bits.</param>
internal sealed record Surrogate(Model Model, IReadOnlyList<uint> Learnt)
{
    private const int BatchRows = 256;

    /// <summary>Steps of training, whatever the number of coalitions.</summary>
    private const int Steps = 8000;

    /// <summary>Learns a game.</summary>
    /// <param name="game">All its values.</param>
    /// <param name="share">The share of coalitions to learn from.</param>
    /// <param name="seed">Decides the share, the first weights and the order of learning.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static Surrogate Learn(GameTable game, double share, int seed, CancellationToken cancellation)
    {
        var pool = CoalitionPool.Draw(game.Players, share, new Random(seed));
        var (mean, deviation) = Scale(game, pool.Masks);
        var values = game.AsSpan();
        var targets = new float[pool.Masks.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = (float)((values[(int)pool.Masks[i]] - mean) / deviation);
        var model = new MultiLayerPerceptron(game.Players, 1).Build(seed);
        var data = TrainingData.For(model, OneHot(game.Players, pool.Masks), Tensor.Of(targets, targets.Length, 1));
        var trained = Trainer.Train(
            model,
            data,
            new TrainingOptions
            {
                Loss = Loss.SquaredError,
                BatchRows = BatchRows,
                Epochs = Math.Max(1, Steps * BatchRows / targets.Length),
                LearningRate = LearningRate.Cosine(3e-3),
                Seed = seed,
            },
            cancellation: cancellation
        );
        return new Surrogate(Unscaled(trained.Model, mean, deviation), pool.Masks);
    }

    /// <summary>The game that the network plays: everybody is ones, nobody zeros.</summary>
    public GameTable Play(CancellationToken cancellation)
    {
        using var network = new Network(Model);
        var game = ModelGame.Of(network, Question(network), PlayerDivision.Elements, null, cancellation)[0];
        return GameTable.Of(game, null, cancellation);
    }

    /// <summary>Why does the network say what it says of all players together?</summary>
    public Question Question(Network network)
    {
        var players = (int)Model.Graph.Inputs[0].Shape!.Value[1].Extent!.Value;
        return Ascribe.Question.About(network, Tensor.Filled(ElementType.Float32, [1, players], 1)) with
        {
            Target = Target.Class(0),
        };
    }

    /// <summary>Coalitions as rows of zeros and ones, [count, players].</summary>
    public static Tensor OneHot(int players, IReadOnlyList<uint> masks)
    {
        var rows = new float[masks.Count * players];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = masks[i / players] >> (i % players) & 1;
        return Tensor.Of(rows, masks.Count, players);
    }

    private static (double Mean, double Deviation) Scale(GameTable game, IReadOnlyList<uint> masks)
    {
        var statistics = new RunningStatistics();
        foreach (var mask in masks)
            statistics.Push(game.AsSpan()[(int)mask]);
        return (statistics.Mean, Math.Max(1e-9, statistics.StandardDeviation));
    }

    /// <summary>What was learnt at mean 0 and deviation 1 is put back into the game's units, inside the last layer.</summary>
    private static Model Unscaled(Model model, double mean, double deviation)
    {
        var constants = model.Graph.Constants;
        var weight = Array.ConvertAll(constants["weight3"].ToFloats(), w => (float)(w * deviation));
        var bias = Array.ConvertAll(constants["bias3"].ToFloats(), b => (float)(b * deviation + mean));
        return model with
        {
            Graph = model.Graph with
            {
                Constants = constants
                    .SetItem("weight3", Tensor.Of(weight, constants["weight3"].Shape.AsSpan()))
                    .SetItem("bias3", Tensor.Of(bias, constants["bias3"].Shape.AsSpan())),
            },
        };
    }
}
