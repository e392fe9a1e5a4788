using System.Collections.Immutable;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Experiments.SameBudget;

/// <summary>A model at an example whose exact Shapley values are known.</summary>
internal sealed class BenchCase : IDisposable
{
    private readonly Network network;
    private readonly Question question;
    private readonly PlayerDivision division;

    private BenchCase(string name, Network network, Question question, PlayerDivision division, GameTable table)
    {
        Name = name;
        this.network = network;
        this.question = question;
        this.division = division;
        Table = table;
        Shapley = [.. table.Shapley()];
    }

    /// <summary>Model, example and players.</summary>
    public string Name { get; }

    /// <summary>All values of the game.</summary>
    public GameTable Table { get; }

    /// <summary>The exact Shapley values.</summary>
    public ImmutableArray<double> Shapley { get; }

    /// <summary>The name in file names.</summary>
    public string FileName =>
        string.Join('-', Name.ToLowerInvariant().Split([' ', ',', '×', '.'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Evaluates all coalitions of a model at an example.</summary>
    /// <param name="name">Model and example.</param>
    /// <param name="model">The model.</param>
    /// <param name="question">About a single example.</param>
    /// <param name="division">Who plays.</param>
    /// <param name="progress">Told how far the evaluation is.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static BenchCase Of(
        string name,
        Model model,
        Func<Network, Question> question,
        PlayerDivision division,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var network = new Network(model);
        try
        {
            var asked = question(network);
            var game = ModelGame.Of(network, asked, division, null, cancellation)[0];
            var table = GameTable.Of(game, progress, cancellation);
            return new BenchCase($"{name}, {game.Players} players", network, asked, division, table);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>What a gradient method gives each player.</summary>
    /// <param name="method">Makes the method, given the players.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The players' contributions, and what they cost, a gradient counting as three evaluations.</returns>
    public (double[] Values, long Cost) Explain(
        Func<PlayerDivision, AttributionMethod> method,
        int seed,
        CancellationToken cancellation
    )
    {
        var execution = new Execution { Seed = seed };
        var attribution = method(division).Explain(network, question, execution, cancellation);
        var partition = ModelGame.Of(network, question, division, execution, cancellation)[0].Partition;
        return (
            partition.Sums(f => attribution.Values[f].ToDoubles()),
            Contender.GradientCost * attribution.Provenance.GradientEvaluations
        );
    }

    public void Dispose() => network.Dispose();
}
