using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Evaluation;

/// <summary>
/// What an evaluation keeps in its folder as it goes on: <c>scores.csv</c>, the curves behind scores in <c>curves-by-example.csv</c>, and
/// <c>skipped.csv</c>. An example of which a part is missing is done again.
/// </summary>
internal sealed class EvaluationLog : IDisposable
{
    /// <summary>The scores' file.</summary>
    public const string ScoresName = "scores.csv";

    /// <summary>The curves' file.</summary>
    public const string CurvesName = "curves-by-example.csv";

    /// <summary>The file of examples that could not be read.</summary>
    public const string SkippedName = "skipped.csv";

    private static readonly ImmutableArray<string> Names = [ScoresName, CurvesName, SkippedName, PlanFile.Name];
    private static readonly ImmutableArray<string> KeyColumns = ["number", "example", "method", "baseline", "layer"];
    private readonly EvaluationPlan plan;
    private readonly GrowingTable scores;
    private readonly GrowingTable curves;
    private readonly GrowingTable skipped;
    private readonly Dictionary<long, string> settled = [];
    private readonly List<ImmutableArray<double>> values = [];
    private readonly List<SkippedExample> unreadable = [];

    private EvaluationLog(string folder, EvaluationPlan plan)
    {
        this.plan = plan;
        var rows = new List<string[]>();
        var whole = ScoredRows(Path.Combine(folder, ScoresName), plan);
        scores = GrowingTable.Open(
            Path.Combine(folder, ScoresName),
            [.. KeyColumns, "score", "value"],
            cells => rows.Count < whole && AddTo(rows, cells)
        );
        foreach (var example in rows.Chunk(PerExample(plan)))
        {
            settled.Add(Number(example[0]), example[0][1]);
            values.Add([.. example.Select(r => Value(r[^1]))]);
        }
        curves = GrowingTable.Open(
            Path.Combine(folder, CurvesName),
            [.. KeyColumns, "score", "positions", "values"],
            cells => settled.ContainsKey(Number(cells))
        );
        skipped = GrowingTable.Open(Path.Combine(folder, SkippedName), ["number", "example", "reason"], Skipped);
    }

    /// <summary>How many examples are scored or skipped already.</summary>
    public int Settled => settled.Count;

    /// <summary>The numbers of each scored example: candidate by candidate, criterion by criterion.</summary>
    public IReadOnlyList<ImmutableArray<double>> Values => values;

    /// <summary>The examples that could not be read.</summary>
    public IReadOnlyList<SkippedExample> Unreadable => unreadable;

    /// <summary>Opens a folder, where an evaluation goes on or begins.</summary>
    /// <exception cref="ModelException">It holds another evaluation, or cannot be written.</exception>
    public static EvaluationLog Open(EvaluationOptions options, EvaluationPlan plan)
    {
        string[] files = [.. Names.Select(name => Path.Combine(options.Folder, name)).Where(File.Exists)];
        var planned = File.Exists(Path.Combine(options.Folder, PlanFile.Name));
        // Where no example is settled there is nothing to lose, such as after a mistake in the settings.
        if (options.Restart || (planned && files.Where(f => f.EndsWith(".csv", StringComparison.Ordinal)).All(IsEmpty)))
            foreach (var path in files)
                File.Delete(path);
        else if (files.Length > 0 && !planned)
            throw new ModelException(
                $"{options.Folder} holds {Path.GetFileName(files[0])}, but no {PlanFile.Name} that tells where it is from; restart the evaluation, or choose another folder."
            );
        PlanFile.Settle(options.Folder, plan, options.Execution.Seed);
        return new EvaluationLog(options.Folder, plan);
    }

    /// <summary>Whether an example is scored or skipped already.</summary>
    /// <exception cref="ModelException">Another example was scored under this number.</exception>
    public bool IsSettled(long number, string name)
    {
        if (!settled.TryGetValue(number, out var before))
            return false;
        return string.Equals(before, Cell(name), StringComparison.Ordinal)
            ? true
            : throw new ModelException(
                $"example {number} was {before} and now is {name}; give the same examples in the same order, restart the evaluation, or choose another folder."
            );
    }

    /// <summary>Keeps what was found of an example: candidate by candidate, criterion by criterion.</summary>
    /// <exception cref="ModelException">A file cannot be written.</exception>
    public void Add(long number, string name, ImmutableArray<CriterionValue> found)
    {
        // Curves come first: a scored example has all of its curves, whenever the process ends.
        curves.Append(Rows(number, name, found, f => f.Curve is { } c ? [Text(c.Positions), Text(c.Values)] : null));
        scores.Append(Rows(number, name, found, f => [CsvFile.Cell(f.Value)]));
        settled.Add(number, Cell(name));
        values.Add([.. found.Select(f => f.Value)]);
    }

    /// <summary>Keeps that an example could not be read.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public void Skip(long number, SkippedExample example)
    {
        skipped.Append([
            [Text(number), Cell(example.Name), Cell(example.Reason)],
        ]);
        settled.Add(number, Cell(example.Name));
        unreadable.Add(example);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        scores.Dispose();
        curves.Dispose();
        skipped.Dispose();
    }

    private static bool IsEmpty(string path) => !GrowingTable.Rows(path).Skip(1).Any();

    private static int PerExample(EvaluationPlan plan) => plan.Candidates.Length * plan.Criteria.Length;

    /// <summary>Rows of examples that are there as a whole.</summary>
    private static int ScoredRows(string path, EvaluationPlan plan)
    {
        var complete = File.Exists(path) ? GrowingTable.Rows(path).Skip(1).Count() : 0;
        return complete - complete % PerExample(plan);
    }

    private static bool AddTo(List<string[]> rows, string[] cells)
    {
        rows.Add(cells);
        return true;
    }

    private bool Skipped(string[] cells)
    {
        settled.Add(Number(cells), cells[1]);
        unreadable.Add(new SkippedExample(cells[1], cells[2]));
        return true;
    }

    private IEnumerable<IEnumerable<string>> Rows(
        long number,
        string name,
        ImmutableArray<CriterionValue> found,
        Func<CriterionValue, ImmutableArray<string>?> cells
    ) =>
        from pair in found.Index()
        let last = cells(pair.Item)
        where last is not null
        let candidate = plan.Candidates[pair.Index / plan.Criteria.Length]
        let criterion = plan.Criteria[pair.Index % plan.Criteria.Length]
        select new[] { Text(number), Cell(name) }.Concat(candidate.Key).Append(criterion.Name).Concat(last.Value);

    private static long Number(string[] cells) => long.Parse(cells[0], CultureInfo.InvariantCulture);

    private static double Value(string cell) =>
        cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ImmutableArray<double> numbers) =>
        string.Join(' ', numbers.Select(n => n.ToString("G6", CultureInfo.InvariantCulture)));

    /// <summary>A row is a line, so that a half-written one can be told.</summary>
    private static string Cell(string text) => text.ReplaceLineEndings(" ");
}
