using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Ascribe.Fuzz;

/// <summary>Worker processes that share the mutations out, so that a crash or a hang takes one mutation with it and no more.</summary>
internal sealed class Crew(Options options, Corpus corpus, int size, Action<Verdict> report)
{
    /// <summary>Trials that a process makes before another one takes its place, so that no trial pays for those before it.</summary>
    private const int TrialsPerProcess = 250;

    private readonly ConcurrentQueue<int> open = new();

    public async Task<ImmutableArray<Verdict>> Work(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
            open.Enqueue(number);
        var parts = await Task.WhenAll(Enumerable.Range(0, size).Select(_ => Task.Run(Employ)));
        return [.. parts.SelectMany(p => p).OrderBy(v => v.Number)];
    }

    private async Task<List<Verdict>> Employ()
    {
        var verdicts = new List<Verdict>();
        Employee? worker = null;
        var trials = 0;
        while (open.TryDequeue(out var number))
        {
            if (trials++ % TrialsPerProcess == 0)
            {
                worker?.Dispose();
                worker = null;
            }
            worker ??= new Employee(options);
            var (verdict, complaint) = await worker.Judge(number);
            if (verdict is null)
            {
                worker.Dispose();
                worker = null;
            }
            verdict ??= new Verdict(number, corpus.Mutant(options.Seed, number).Name, Outcome.Failed, 0, complaint);
            verdicts.Add(verdict);
            report(verdict);
        }
        worker?.Dispose();
        return verdicts;
    }
}
