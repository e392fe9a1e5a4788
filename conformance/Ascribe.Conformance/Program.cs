using Ascribe.Conformance;

const string Usage = """
    usage: ./test conformance [--filter WORD] [--verbose] [--write] [--data DIR]

    Runs the ONNX project's test models: loaded, canonical, saved, run, differentiated.
    --filter WORD  only models whose name contains the word
    --verbose      a line per model
    --write        also writes docs/conformance.md
    --data DIR     where the models are (default: /usr/share/libonnx-testdata/data)
    """;
var options = Options.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(Usage);
    return 2;
}
if (options.Help)
{
    Console.Out.WriteLine(Usage);
    return 0;
}
if (!Directory.Exists(options.Data))
{
    Console.Error.WriteLine(
        $"conformance: there is no {options.Data}; install Debian's libonnx-testdata, or state --data DIR."
    );
    return 2;
}
var cases = StandardCase.Under(options.Data);
if (options.Worker)
{
    // Runs whatever standard input names; a line each goes out.
    var byId = cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
    while (Console.In.ReadLine() is { } id)
        Console.Out.WriteLine(Inspector.Inspect(byId[id]));
    return 0;
}
var chosen = cases.Where(c => c.Id.Contains(options.Filter, StringComparison.Ordinal)).ToArray();
var done = 0;
var crew = new Crew(Environment.ProcessorCount, TimeSpan.FromMinutes(2), Report);
var tally = new Tally(await crew.Work(chosen));
foreach (var row in tally.Rows())
    Console.Out.WriteLine(row);
foreach (var failure in tally.Verdicts.Where(v => v.Outcome == Outcome.Failed))
    Console.Out.WriteLine($"failed: {failure.Case} ({failure.Operator}): {failure.Reason}");
if (options.Write)
    File.WriteAllText(
        Path.Combine(Environment.GetEnvironmentVariable("ASCRIBE_ROOT") ?? ".", "docs/conformance.md"),
        tally.Markdown()
    );
Console.Out.WriteLine();
Console.Out.WriteLine(tally.Closing);
return tally.Failed == 0 && tally.Passed > 0 ? 0 : 1;

void Report(Verdict verdict)
{
    var count = Interlocked.Increment(ref done);
    if (options.Verbose)
        Console.Out.WriteLine(verdict.ToString().Replace('\t', ' '));
    else if (!Console.IsErrorRedirected)
        Console.Error.Write($"\r{count} of {chosen.Length} ");
}
