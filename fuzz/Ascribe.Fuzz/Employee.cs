using System.Diagnostics;
using System.Globalization;

namespace Ascribe.Fuzz;

/// <summary>One worker process, seen from outside.</summary>
internal sealed class Employee : IDisposable
{
    /// <summary>Processor time that each thing a user does may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Time by the clock that it may take; more, since a busy machine is no hang.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly List<string> said = [];

    public Employee(Options options)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A test runs in a program of another name.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) is not "Ascribe.Fuzz")
        {
            start.FileName = "dotnet";
            start.ArgumentList.Add(typeof(Employee).Assembly.Location);
        }
        start.ArgumentList.Add("--worker");
        start.ArgumentList.Add("--seed");
        start.ArgumentList.Add(options.Seed.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add("--max-memory");
        start.ArgumentList.Add(options.MaxMemory.ToString(CultureInfo.InvariantCulture));
        if (options.Repository)
            start.ArgumentList.Add("--repository");
        // No dump of memory for each crash.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, e) => Remember(e.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The verdict on a mutation; null where the process died or took too long, with what it did then.</summary>
    public async Task<(Verdict? Verdict, string Complaint)> Judge(int number)
    {
        var step = "start";
        try
        {
            await process.StandardInput.WriteLineAsync(number.ToString(CultureInfo.InvariantCulture));
            await process.StandardInput.FlushAsync();
            while (await NextLine() is { } line)
            {
                if (!line.StartsWith(Worker.Step, StringComparison.Ordinal))
                    return (Verdict.Parse(line), "");
                step = line[Worker.Step.Length..];
            }
        }
        catch (TimeoutException)
        {
            return (null, $"{step}: took more than {Patience.TotalSeconds:0} s");
        }
        catch (IOException)
        {
            // The pipe is broken: the process is gone.
        }
        var code = process.WaitForExit(TimeSpan.FromSeconds(30)) ? process.ExitCode : 0;
        return (null, $"{step}: the process crashed (exit code {code}): {LastWords()}");
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task<string?> NextLine()
    {
        var clock = Stopwatch.StartNew();
        var before = process.TotalProcessorTime;
        var line = process.StandardOutput.ReadLineAsync();
        while (await Task.WhenAny(line, Task.Delay(TimeSpan.FromMilliseconds(200))) != line)
        {
            if (process.HasExited)
                break;
            process.Refresh();
            if (clock.Elapsed > LastPatience || process.TotalProcessorTime - before > Patience)
                throw new TimeoutException();
        }
        return await line;
    }

    private void Remember(string? line)
    {
        lock (said)
        {
            if (!string.IsNullOrWhiteSpace(line) && said.Count < 100)
                said.Add(line.Trim());
        }
    }

    private string LastWords()
    {
        lock (said)
            return string.Join(
                " | ",
                said.Where(l => l.Contains("Ascribe", StringComparison.Ordinal))
                    .Prepend(said.FirstOrDefault(""))
                    .Take(3)
            );
    }
}
