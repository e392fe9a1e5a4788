using System.Collections.Immutable;

namespace Ascribe.Fuzz;

/// <summary>The models that are spoiled, in groups that get their turns equally often.</summary>
/// <param name="Groups">None of them empty.</param>
internal sealed record Corpus(ImmutableArray<ImmutableArray<CorpusModel>> Groups)
{
    private const string StandardModels = "/usr/share/libonnx-testdata/data";

    /// <summary>What the repository holds, and unless that is to be all, what lies beside it and in the system.</summary>
    public static Corpus Of(bool repositoryOnly)
    {
        var root = Environment.GetEnvironmentVariable("ASCRIBE_ROOT") ?? FindRepository();
        var data = Environment.GetEnvironmentVariable("ASCRIBE_DATA") ?? Path.Combine(root, "..", "shared");
        var samples = Under("samples", Path.Combine(root, "samples"));
        IEnumerable<ImmutableArray<CorpusModel>> groups = [BuiltModels.All, samples];
        if (!repositoryOnly)
        {
            var shared = Under("shared", Path.Combine(data, "models"));
            groups =
            [
                BuiltModels.All,
                .. groups,
                Under("golden", Path.Combine(data, "golden", "models")),
                [.. shared.Where(m => m.IsLarge)],
                [.. shared.Where(m => !m.IsLarge)],
                Under("standard", StandardModels),
                Under("standard", StandardModels),
            ];
        }
        return new Corpus([.. groups.Where(g => !g.IsEmpty)]);
    }

    /// <summary>The mutation of a number: a model, and what is done to it.</summary>
    public Mutant Mutant(int seed, int number)
    {
        var random = new Random(HashOf(seed, number));
        var model = random.Of(random.Of(Groups));
        var count = random.Of([1, 1, 1, 2, 3]);
        var structural = !model.IsLarge && random.Chance(0.8);
        var mutations = Enumerable
            .Range(0, count)
            .Select(_ => random.Of(structural ? Mutation.OfStructure : Mutation.OfBytes))
            .ToImmutableArray();
        return new Mutant(number, model, mutations, random);
    }

    /// <summary>The same on every machine, unlike the hash codes of the framework.</summary>
    private static int HashOf(int seed, int number)
    {
        var hash = (ulong)(uint)seed << 32 | (uint)number;
        hash = (hash ^ hash >> 30) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ hash >> 27) * 0x94D049BB133111EB;
        return (int)(hash ^ hash >> 31);
    }

    private static ImmutableArray<CorpusModel> Under(string group, string folder) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(path => CorpusModel.Of($"{group}/{Path.GetRelativePath(folder, path)}", path)),
            ]
            : [];

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ascribe.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
