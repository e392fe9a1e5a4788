using System.Collections.Immutable;

namespace Ascribe.Fuzz.Tests;

/// <summary>Spoiled models are explained or refused in one line; nothing else happens to the process.</summary>
public sealed class FuzzTests
{
    private static readonly Options Sample = new() { Seed = 20, Repository = true };

    public static TheoryData<string> Built() => [.. BuiltModels.All.Select(m => m.Name)];

    /// <summary>Without this, a corpus that is refused from the start would pass for one that withstands everything.</summary>
    [Theory]
    [MemberData(nameof(Built))]
    public void UnspoiledModel_IsExplained(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["model.onnx"], BuiltModels.All.Single(m => m.Name == name).Read());
        var (outcome, reason) = new Trial(_ => { }).Of(folder["model.onnx"], loadOnly: false);
        outcome.ShouldBe(Outcome.Explained, reason);
    }

    [Fact]
    public async Task FixedSample_IsExplainedOrRefusedInOneLine()
    {
        var verdicts = await Tried(Sample, Enumerable.Range(0, 300));
        verdicts
            .Where(v => v.Outcome == Outcome.Failed)
            .Select(v => $"--repository --seed {Sample.Seed} --only {v.Number} ({v.Mutation}): {v.Reason}")
            .ShouldBeEmpty();
        verdicts.Length.ShouldBe(300);
        // Both ends are reached: what is hardly touched still works, and what is broken is noticed.
        verdicts.Count(v => v.Outcome == Outcome.Explained).ShouldBeGreaterThan(20);
        verdicts.Count(v => v.Outcome == Outcome.Refused).ShouldBeGreaterThan(100);
        if (OperatingSystem.IsLinux())
            verdicts.ShouldAllBe(v => v.Peak > 0 && v.Peak < Sample.MaxMemory + Worker.Allowance);
    }

    [Fact]
    public void Mutant_OfTheSameSeedAndNumber_IsTheSameFile()
    {
        var corpus = Corpus.Of(repositoryOnly: true);
        using var folder = new TemporaryFolder();
        for (var number = 0; number < 40; number++)
        {
            var first = File.ReadAllBytes(corpus.Mutant(7, number).Write(folder.Path));
            File.ReadAllBytes(corpus.Mutant(7, number).Write(folder.Path)).ShouldBe(first);
        }
    }

    [Fact]
    public void FixedSample_TriesEveryMutation()
    {
        var corpus = Corpus.Of(repositoryOnly: true);
        var tried = Enumerable.Range(0, 300).SelectMany(n => corpus.Mutant(Sample.Seed, n).Mutations).ToHashSet();
        Mutation.OfBytes.Concat(Mutation.OfStructure).ShouldBeSubsetOf(tried);
    }

    private static async Task<ImmutableArray<Verdict>> Tried(Options options, IEnumerable<int> numbers) =>
        await new Crew(options, Corpus.Of(options.Repository), Environment.ProcessorCount, _ => { }).Work(numbers);
}
