using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Ascribe.Onnx;
using Ascribe.Texts;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

/// <summary>The sample models: a transformer over text, a vision transformer, an LSTM, and two models of a table.</summary>
public sealed class SampleModelTests
{
    private const string Embedding = "/words/Gather_output_0";

    private static readonly string[] Descriptions =
    [
        "a puzzle game for two players",
        "client for reading electronic mail in the terminal, with support for encryption",
    ];

    private static readonly float[] Numbers = [0.31f, 0.82f, 0.55f, 0.07f, 0.93f, 0.46f, 0.68f, 0.24f, 0.71f, 0.12f];

    [Fact]
    public void Transformer_PaddedTogether_IsExplainedAsAlone()
    {
        var tokenizer = Tokenizer();
        using var network = new Network(Sample("text/topics.onnx"));
        var together = Explained(network, tokenizer, Descriptions);
        together.CompletenessGap.ToDoubles().ShouldAllBe(gap => Math.Abs(gap) < 1e-3);
        for (var i = 0; i < Descriptions.Length; i++)
        {
            var alone = Explained(network, tokenizer, Descriptions[i]);
            var row = together.Values[Embedding].Rows(i, 1).ToDoubles();
            var expected = alone.Of(Embedding);
            Distance.RelativeL2(row.AsSpan(0, expected.Length), expected).ShouldBeLessThan(1e-4);
            // Padding that the mask hides contributes nothing.
            row[expected.Length..].ShouldAllBe(r => Math.Abs(r) < 1e-6);
            alone.Entries[0].ShouldBe(together.Entries[i]);
        }
    }

    [Fact]
    public void Transformer_Gradient_AgreesWithDifferencesOfItsOwnNodes()
    {
        var texts = Tokenizer().Encode(Descriptions);
        var model = Sample("text/topics.onnx");
        var target = Target.Class(0);
        var question = new Question(Inputs(("input_ids", texts.Ids), ("attention_mask", texts.Mask)))
        {
            Target = target,
        };
        var gradient = Differentiate(model, question).Values[Embedding];
        var around = new Surroundings(model, Embedding, question.Inputs);
        around.SlopeAlong(gradient, target).ShouldBe(around.Norm(gradient), 2e-3 * around.Norm(gradient));
    }

    [Fact]
    public void VisionTransformer_ExportedForOnePicture_TakesMany()
    {
        var pixels = SmallModels.Random(90, 3, 1, 8, 8);
        var model = Sample("digits/digits.onnx");
        model.Graph.Inputs[0].Shape!.Value[0].IsFixed.ShouldBeTrue();
        var together = Integrate(model, new Question(Inputs(("pixels", pixels))), steps: 50);
        together.Provenance.Settings.Keys.ShouldNotContain("one-at-a-time");
        for (var i = 0; i < 3; i++)
        {
            var alone = Integrate(model, new Question(Inputs(("pixels", pixels.Rows(i, 1)))), steps: 50);
            var row = together.Values["pixels"].Rows(i, 1).ToDoubles();
            Distance.RelativeL2(row, alone.Of("pixels")).ShouldBeLessThan(1e-4);
        }
    }

    [Fact]
    public void VisionTransformer_ReadsDigits()
    {
        using var file = new GZipStream(
            File.OpenRead(SharedData.File("tabular/digits.csv.gz")),
            CompressionMode.Decompress
        );
        using var reader = new StreamReader(file);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Numbered).ToArray();
        using var network = new Network(Sample("digits/digits.onnx"));
        var right = rows.Take(200)
            .Count(row =>
            {
                var pixels = Tensor.Of(row[..64].Select(v => v / 16).ToArray(), 1, 1, 8, 8);
                var scores = network.Run(Inputs(("pixels", pixels)))[0].Value.ToFloats();
                return Array.IndexOf(scores, scores.Max()) == (int)row[64];
            });
        right.ShouldBeGreaterThan(190);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    public void Lstm_ThatAddsTwoMarkedNumbers_IsExplainedByThem(int length)
    {
        // From every number at 1/2, an exact adder owes the marked steps their number − 1/2 and the others nothing.
        int[] marked = [1, length - 2];
        var steps = Steps(length, marked, step => Numbers[step]);
        var question = new Question(Inputs(("steps", steps)))
        {
            Target = Target.At(0),
            Baseline = Baseline.Given(Steps(length, marked, _ => 0.5f)),
        };
        var attribution = Integrate(Sample("sequences/adding.onnx"), question, steps: 50);
        var contributions = attribution.Of("steps");
        for (var step = 0; step < length; step++)
        {
            var expected = marked.Contains(step) ? Numbers[step] - 0.5 : 0;
            contributions[2 * step].ShouldBe(expected, 0.03);
            contributions[2 * step + 1].ShouldBe(0, 1e-9);
        }
        attribution.CompletenessGap.ToDoubles()[0].ShouldBe(0, 1e-4);
    }

    [Theory]
    [InlineData("tables/mlp.onnx", 0.95)]
    [InlineData("tables/pipeline.onnx", 0.97)]
    public void TableModel_IsExplainedRowByRow(string name, double accuracy)
    {
        var rows = File.ReadLines(SharedData.File("tabular/breast_cancer.csv")).Skip(1).Select(Numbered).ToArray();
        var model = Sample(name);
        var input = model.Graph.Inputs[0].Name;
        var measurements = Tensor.Of(rows.SelectMany(r => r[..30]).ToArray(), rows.Length, 30);
        var average = Numbered(File.ReadLines(Path.Combine(Samples, "tables/average.csv")).Last());
        var question = new Question(Inputs((input, measurements)))
        {
            Baseline = Baseline.Given(Tensor.Of(average, 1, 30)),
        };
        var attribution = Integrate(model, question, steps: 100);
        var right = attribution.Entries.Zip(rows).Count(pair => pair.First == (long)pair.Second[30]);
        (right / (double)rows.Length).ShouldBeGreaterThan(accuracy);
        attribution.CompletenessGap.ToDoubles().ShouldAllBe(gap => Math.Abs(gap) < 0.05);
        // What stands at the average contributes nothing.
        var atAverage = new Question(Inputs((input, Tensor.Of(average, 1, 30)))) { Baseline = question.Baseline };
        Integrate(model, atAverage).Of(input).ShouldAllBe(r => r == 0);
    }

    [Fact]
    public void LinearPipeline_IsExplainedByItsCoefficients()
    {
        // Along the first class's score, before the softmax: R = w·(x − b)/σ exactly.
        var model = Sample("tables/pipeline.onnx");
        var scaler = model.Graph.Nodes.Single(n => n.Op == "Scaler");
        var classifier = model.Graph.Nodes.Single(n => n.Op == "LinearClassifier");
        var raw = model with
        {
            Graph = model.Graph with
            {
                Nodes =
                [
                    .. model.Graph.Nodes.Select(n =>
                        n.Op == "LinearClassifier" ? n with { Attributes = n.Attributes.With("post_transform", "NONE") }
                        : n.Op == "Normalizer" ? new Node("Identity", n.Inputs, n.Outputs, Attributes.None)
                        : n
                    ),
                ],
            },
        };
        var x = SmallModels.Random(91, 4, 30);
        var attribution = Integrate(
            raw,
            new Question(Inputs(("float_input", x))) { Target = Target.Class(0) },
            steps: 2
        );
        var weights = classifier.Attributes.Floats("coefficients").Take(30);
        var slopes = weights.Zip(scaler.Attributes.Floats("scale"), (w, s) => (double)w * s).ToArray();
        double[] expected = [.. x.ToDoubles().Select((v, i) => v * slopes[i % 30])];
        Distance.RelativeL2(attribution.Of("float_input"), expected).ShouldBeLessThan(1e-5);
    }

    private static string Samples => Path.Combine(SharedData.Repository, "samples");

    private static Model Sample(string name) => Model.Load(Path.Combine(Samples, name));

    private static WordPieceTokenizer Tokenizer() =>
        WordPieceTokenizer.Load(Path.Combine(Samples, "text/vocabulary.txt"));

    private static Attribution Explained(Network network, WordPieceTokenizer tokenizer, params string[] descriptions)
    {
        var texts = tokenizer.Encode(descriptions);
        var question = new Question(Inputs(("input_ids", texts.Ids), ("attention_mask", texts.Mask)))
        {
            Baseline = Baseline.AtInputs(Inputs(("input_ids", tokenizer.Replaced(texts, "[PAD]"))), "token:[PAD]"),
        };
        return new IntegratedGradients { Steps = 50 }.Explain(network, question);
    }

    private static Tensor Steps(int length, int[] marked, Func<int, float> number) =>
        Tensor.Of(
            Enumerable
                .Range(0, length)
                .SelectMany(step => new[] { number(step), marked.Contains(step) ? 1f : 0 })
                .ToArray(),
            1,
            length,
            2
        );

    private static float[] Numbered(string line) =>
        [.. line.Split(',').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];

    /// <summary>A model cut open at a layer, as it was exported: what is upstream of the layer is held.</summary>
    private sealed class Surroundings
    {
        private readonly Model model;
        private readonly string layer;
        private readonly ImmutableDictionary<string, Tensor> inputs;
        private readonly Tensor center;

        public Surroundings(Model whole, string layer, ImmutableDictionary<string, Tensor> inputs)
        {
            (this.layer, this.inputs) = (layer, inputs);
            var maker = whole.Graph.Nodes.Single(n => n.Outputs.Contains(layer));
            var given = whole with
            {
                Graph = whole.Graph with { Outputs = [new ValueInfo(layer, ElementType.Float32)] },
            };
            using var upstream = new Network(given);
            center = upstream.Run(inputs)[0].Value;
            model = whole with
            {
                Graph = whole.Graph with
                {
                    Inputs =
                    [
                        .. whole.Graph.Inputs,
                        new ValueInfo(
                            layer,
                            ElementType.Float32,
                            [Dim.Batch, .. center.Shape.Skip(1).Select(e => (Dim)e)]
                        ),
                    ],
                    Nodes = whole.Graph.Nodes.Remove(maker),
                },
            };
        }

        public double Norm(Tensor direction) => Math.Sqrt(direction.ToDoubles().Sum(d => d * d));

        /// <summary>The central difference of the targets' sum along a direction of length 1.</summary>
        public double SlopeAlong(Tensor direction, Target target)
        {
            const double Step = 0.05;
            var norm = Norm(direction);
            return (At(Step / norm) - At(-Step / norm)) / (2 * Step);

            double At(double factor)
            {
                var moved = center.ToDoubles().Zip(direction.ToDoubles(), (c, d) => (float)(c + factor * d)).ToArray();
                using var network = new Network(model);
                var scores = network.Run(inputs.SetItem(layer, Tensor.Of(moved, center.Shape.AsSpan())))[0].Value;
                return scores.ToDoubles().Zip(target.Weights(scores).ToDoubles(), (s, w) => s * w).Sum();
            }
        }
    }
}
