using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;

namespace Ascribe.Conformance;

/// <summary>Worker processes that share the cases out, so that a crash or a hang takes one case with it and no more.</summary>
internal sealed class Crew(int size, TimeSpan patience, Action<Verdict> report)
{
    private readonly ConcurrentQueue<StandardCase> open = new();

    public async Task<ImmutableArray<Verdict>> Work(IEnumerable<StandardCase> cases)
    {
        foreach (var standard in cases)
            open.Enqueue(standard);
        var parts = await Task.WhenAll(Enumerable.Range(0, size).Select(_ => Task.Run(Employ)));
        return [.. parts.SelectMany(p => p).OrderBy(v => v.Case, StringComparer.Ordinal)];
    }

    private async Task<List<Verdict>> Employ()
    {
        var verdicts = new List<Verdict>();
        Process? worker = null;
        while (open.TryDequeue(out var standard))
        {
            worker ??= Start();
            var verdict = await Ask(worker, standard);
            if (verdict is null)
            {
                worker.Kill(entireProcessTree: true);
                worker.Dispose();
                worker = null;
            }
            verdict ??= new Verdict(standard.Id, "several", Outcome.Failed, "the process crashed or hung");
            verdicts.Add(verdict);
            report(verdict);
        }
        worker?.StandardInput.Close();
        return verdicts;
    }

    /// <summary>The verdict of a worker; null where it died or took too long.</summary>
    private async Task<Verdict?> Ask(Process worker, StandardCase standard)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await worker.StandardInput.WriteLineAsync(standard.Id);
            await worker.StandardInput.FlushAsync(limit.Token);
            return await worker.StandardOutput.ReadLineAsync(limit.Token) is { } line ? Verdict.Parse(line) : null;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet")
            start.ArgumentList.Add(typeof(Crew).Assembly.Location);
        start.ArgumentList.Add("--worker");
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
