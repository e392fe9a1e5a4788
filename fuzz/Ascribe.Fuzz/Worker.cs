using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Fuzz;

/// <summary>The process that trials run in: numbers come in, and a line for each thing that begins and one for what came of it go out.</summary>
internal static class Worker
{
    /// <summary>What a line begins with that says what is done now.</summary>
    public const string Step = "step ";

    /// <summary>
    /// Resident memory beyond the limit: programs and files that are mapped into memory do not count as memory of the process.
    /// </summary>
    public const long Allowance = 256L << 20;

    public static int Work(Options options)
    {
        MemoryLimit.Set(options.MaxMemory);
        var corpus = Corpus.Of(options.Repository);
        while (Console.In.ReadLine() is { } line)
            Console.Out.WriteLine(
                Judge(corpus.Mutant(options.Seed, int.Parse(line, CultureInfo.InvariantCulture)), options)
            );
        return 0;
    }

    private static Verdict Judge(Mutant mutant, Options options)
    {
        var folder = Directory.CreateTempSubdirectory("ascribe-fuzz-").FullName;
        try
        {
            ResidentMemory.Reset();
            var path = mutant.Write(folder);
            var (outcome, reason) = new Trial(Say).Of(path, mutant.Model.IsLarge);
            var peak = ResidentMemory.Peak();
            return peak > options.MaxMemory + Allowance
                ? new Verdict(mutant.Number, mutant.Name, Outcome.Failed, peak, $"it took {MemorySize.Text(peak)}")
                : new Verdict(mutant.Number, mutant.Name, outcome, peak, reason);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static void Say(string what) => Console.Out.WriteLine(Step + what);
    }
}
