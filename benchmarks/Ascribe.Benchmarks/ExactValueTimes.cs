using System.Diagnostics;
using System.Globalization;
using Ascribe.Games;

namespace Ascribe.Benchmarks;

/// <summary>What do exact values cost once all 2ᴺ values of a game are there? Printed as a Markdown table, beside a plain double loop.</summary>
internal static class ExactValueTimes
{
    private static readonly int[] Players = [12, 16, 20, 24];
    private const int Rounds = 7;

    /// <summary>The largest game for which the double loop is run; it takes 2ᴺ·N steps.</summary>
    private const int MostInLoop = 20;

    /// <summary>Measures every size.</summary>
    public static void Run()
    {
        Console.WriteLine("| players | Shapley | Banzhaf | interactions | double loop | largest difference |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|");
        foreach (var players in Players)
        {
            var values = Values(players);
            var table = new GameTable(values);
            var exact = table.Shapley();
            var looped = players <= MostInLoop ? InLoop(values, players) : [];
            var loop = looped.Length > 0 ? Milliseconds(() => InLoop(values, players)) : "–";
            var difference = looped.Zip(exact, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(double.NaN).Max();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {players} | {Milliseconds(table.Shapley)} | {Milliseconds(table.Banzhaf)} | {Milliseconds(table.Interactions)} | {loop} | {difference:G2} |"
                )
            );
        }
        Console.WriteLine(
            $"\nMilliseconds, median of {Rounds}. Peak memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB."
        );
    }

    private static double[] Values(int players)
    {
        var random = new Random(1);
        var values = new double[1 << players];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextDouble();
        return values;
    }

    /// <summary>The definition: for every player all coalitions without it.</summary>
    private static double[] InLoop(double[] values, int players)
    {
        var weights = Enumerable.Range(0, players).Select(k => Semivalue.Shapley.Weight(players, k)).ToArray();
        var shapley = new double[players];
        for (var player = 0; player < players; player++)
        for (var mask = 0; mask < values.Length; mask++)
        {
            if ((mask >> player & 1) == 0)
                shapley[player] +=
                    weights[System.Numerics.BitOperations.PopCount((uint)mask)]
                    * (values[mask | 1 << player] - values[mask]);
        }
        return shapley;
    }

    private static string Milliseconds<T>(Func<T> work)
    {
        work();
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            work();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return times.Order().ElementAt(Rounds / 2).ToString("G3", CultureInfo.InvariantCulture);
    }
}
