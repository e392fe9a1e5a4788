using System.Globalization;
using Ascribe.Fuzz;

const string Usage = """
    usage: ./test fuzz [--count N] [--seed S] [--only NUMBER] [--filter WORD] [--verbose] [--max-memory SIZE] [--keep DIR] [--repository]

    Spoils models and does with each what a user does: load, inspect, run, differentiate, explain. What comes of it has to be
    an explanation or an error of one line: no crash, no other exception, no more than 5 s of processor time for each of
    these, and no more memory than the limit and 256 MiB for the programs themselves.
    --count N          mutations to try (default: 10,000)
    --seed S           what they are made from (default: 1); seed and number name a mutation
    --only NUMBER      one of them alone
    --filter WORD      only mutations whose name, MODEL:MUTATION+MUTATION, contains the word
    --verbose          a line per mutation
    --max-memory SIZE  what each process may take (default: 1GiB)
    --keep DIR         keep the files of failed mutations, or with --only the file of that one
    --repository       only models that are in the repository; otherwise the shared ones and Debian's libonnx-testdata too
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
if (options.Worker)
    return Worker.Work(options);
var corpus = Corpus.Of(options.Repository);
int[] numbers = options.Only is { } only
    ? [only]
    :
    [
        .. Enumerable
            .Range(0, options.Count)
            .Where(n => corpus.Mutant(options.Seed, n).Name.Contains(options.Filter, StringComparison.Ordinal)),
    ];
var done = 0;
var crew = new Crew(options, corpus, Environment.ProcessorCount, Report);
var tally = new Tally(await crew.Work(numbers));
foreach (var row in tally.Rows())
    Console.Out.WriteLine(row);
foreach (var failure in tally.Failures)
    Console.Out.WriteLine(
        $"failed: --seed {options.Seed} --only {failure.Number} ({failure.Mutation}): {failure.Reason}"
    );
Console.Out.WriteLine();
Console.Out.WriteLine(tally.Closing);
return tally.Failed == 0 && tally.Passed > 0 ? 0 : 1;

void Report(Verdict verdict)
{
    var count = Interlocked.Increment(ref done);
    if (options.Keep.Length > 0 && (verdict.Outcome == Outcome.Failed || options.Only is not null))
        Keep(verdict.Number);
    if (options.Verbose)
        Console.Out.WriteLine(verdict.ToString().Replace('\t', ' '));
    else if (!Console.IsErrorRedirected)
        Console.Error.Write($"\r{count} of {numbers.Length} ");
}

void Keep(int number)
{
    var folder = Path.Combine(options.Keep, $"{options.Seed}-{number}");
    Directory.CreateDirectory(folder);
    var path = corpus.Mutant(options.Seed, number).Write(folder);
    Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kept {path}"));
}
