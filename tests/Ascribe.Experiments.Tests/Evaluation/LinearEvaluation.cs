using System.Collections.Immutable;
using Ascribe.Experiments.Evaluation;
using Ascribe.Metrics;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.Evaluation;

/// <summary>y = x₁ + 2x₂ + 3x₃, judged at rows whose scores can be found by hand, in a folder of its own.</summary>
internal sealed class LinearEvaluation : IDisposable
{
    private readonly TemporaryFolder folder = new();
    public Network Network { get; } = Linear();

    /// <summary>Integrated gradients against zeros and ones, and the gradients' magnitudes; deletion and the completeness gap.</summary>
    public static EvaluationPlan Plan { get; } =
        new(
            [
                .. new Candidate("ig", new IntegratedGradients { Steps = 3 }).Against([
                    new("zero", Baseline.Zero),
                    new("one", Baseline.Constant(1)),
                ]),
                new Candidate("saliency", new Saliency()),
            ],
            [
                new ScoreCriterion(new Deletion()) { Replacement = new("zero", Baseline.Zero) },
                new ScoreCriterion(new CompletenessGap()) { Name = "gap" },
            ]
        );

    /// <summary>What was remarked.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>How many examples were read.</summary>
    public int Read { get; private set; }

    public string Path => folder.Path;

    public string this[string file] => folder[file];

    public void Dispose()
    {
        Network.Dispose();
        folder.Dispose();
    }

    /// <summary>Runs it on rows; one that is empty cannot be read.</summary>
    public EvaluationResult Run(
        EvaluationPlan? plan = null,
        IEnumerable<float[]>? rows = null,
        bool restart = false,
        CancellationToken cancellation = default
    ) =>
        Evaluator.Run(
            plan ?? Plan,
            Network,
            (rows ?? Rows).Select((row, i) => new EvaluatedExample($"row, {i}", () => Ask(row))),
            new EvaluationOptions(Path) { Restart = restart, Remark = Remarks.Add },
            cancellation
        );

    /// <summary>Four rows, of which the second cannot be read.</summary>
    public static float[][] Rows { get; } =
    [
        [1, 1, 2],
        [],
        [0, 2, 1],
        [-1, 1, 0.5f],
    ];

    /// <summary>The bytes of everything that an evaluation keeps as it goes on.</summary>
    public ImmutableArray<string> Kept() =>
        [
            .. new[] { "plan.json", "scores.csv", "curves-by-example.csv", "skipped.csv" }.Select(f =>
                File.ReadAllText(this[f])
            ),
        ];

    public Question Ask(float[] row)
    {
        Read++;
        return row.Length == 3
            ? Question.About(Network, Tensor.Of(row, 1, 3)) with
            {
                Target = Target.At(),
            }
            : throw new ModelException("a row is empty.");
    }

    private static Network Linear()
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
        b.Output(Op.ReduceSum(x * b.Constant(Tensor.Vector(1f, 2f, 3f)), [1], keepDims: false), "y");
        return new Network(Model.Canonical(b.Build()));
    }
}
