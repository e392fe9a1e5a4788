using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Training;

/// <summary>A training under way: the sessions, the weights, and what the optimizer remembers.</summary>
internal sealed class TrainingRun : IDisposable
{
    /// <summary>Bytes that the values of a run may take, as far as the choice of its rows decides it.</summary>
    private const long MemoryPerRun = 32 << 20;

    /// <summary>Where an example takes more bytes than this, half a step is worth a run of its own.</summary>
    private const long LightRow = 32 << 10;

    private const int FewestRows = 8;
    private const int MostRows = 128;

    private readonly Objective objective;
    private readonly int[] rows;
    private readonly Examples validation;
    private readonly TrainingOptions options;
    private readonly int runRows;
    private readonly Session gradients;
    private readonly Session losses;
    private readonly WeightVector weights;
    private readonly AdamMoments moments;
    private readonly MiniBatch batch;
    private readonly double[] gradient;
    private readonly double[] best;
    private readonly List<EpochLoss> history = [];

    public TrainingRun(Objective objective, Examples all, int[] rows, Examples validation, TrainingOptions options)
    {
        this.objective = objective;
        this.rows = rows;
        this.validation = validation;
        this.options = options;
        runRows = options.RunRows ?? RunRows(objective.BytesPerRow, options.BatchRows);
        gradients = new Session(objective.Gradients);
        losses = new Session(objective.Losses);
        weights = new WeightVector(objective.Parameters, objective.Canonical.Graph);
        moments = new AdamMoments(options.Adam, weights.Values.Length);
        batch = new MiniBatch(all, weights.Feeds, Math.Min(options.BatchRows, rows.Length), runRows);
        gradient = new double[weights.Values.Length];
        best = [.. weights.Values];
    }

    /// <summary>The rows of a run: by model and options alone, so that sums are the same on every machine.</summary>
    private static int RunRows(long bytesPerRow, int batchRows)
    {
        var fitting = (int)Math.Clamp(MemoryPerRun / Math.Max(1, bytesPerRow), FewestRows, MostRows);
        return bytesPerRow > LightRow ? Math.Min(fitting, (batchRows + 1) / 2) : fitting;
    }

    private int StepsPerEpoch => (rows.Length + options.BatchRows - 1) / options.BatchRows;

    /// <summary>The epoch whose weights are kept, from 1; 0 before the first.</summary>
    private int BestEpoch =>
        validation.Count == 0 || history.Count == 0
            ? history.Count
            : history.Index().MinBy(e => e.Item.Validation).Index + 1;

    /// <summary>Trains to the end and gives the trained model.</summary>
    public TrainingResult Finish(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var checkpoint = options.Checkpoint is { } path ? new Checkpoint(path, weights, moments, best) : null;
        if (options.Resume && File.Exists(options.Checkpoint))
            history.AddRange(checkpoint!.Read(Settings()));
        while (history.Count < options.Epochs && history.Count - BestEpoch < (options.Patience ?? int.MaxValue))
        {
            var loss = Epoch(progress, cancellation);
            history.Add(new EpochLoss(loss, Validated(cancellation)));
            if (BestEpoch == history.Count)
                weights.Values.CopyTo(best, 0);
            checkpoint?.Write(history, Settings());
            progress?.Report(
                Progress(history.Count, StepsPerEpoch, loss) with
                {
                    ValidationLoss = history[^1].Validation,
                }
            );
        }
        var graph = objective.Canonical.Graph;
        var model = objective.Canonical with
        {
            Graph = graph with { Constants = graph.Constants.SetItems(weights.Constants(best)) },
        };
        return new TrainingResult(model, objective.Parameters, [.. history], BestEpoch);
    }

    public void Dispose()
    {
        gradients.Dispose();
        losses.Dispose();
    }

    private TrainingProgress Progress(int epoch, int step, double loss) =>
        new(epoch, options.Epochs, step, StepsPerEpoch, loss, null);

    /// <summary>One pass over the examples; the mean loss.</summary>
    private double Epoch(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var order = RowOrder.OfEpoch(rows, options.Seed, history.Count);
        double sum = 0;
        for (var step = 0; step < StepsPerEpoch; step++)
        {
            var start = step * options.BatchRows;
            var end = Math.Min(start + options.BatchRows, order.Length);
            sum += Step(order.AsSpan(start..end), step, cancellation);
            progress?.Report(Progress(history.Count + 1, step + 1, sum / end));
        }
        return sum / order.Length;
    }

    /// <summary>One step; the sum of the losses before it.</summary>
    private double Step(ReadOnlySpan<int> chosen, int step, CancellationToken cancellation)
    {
        double loss = 0;
        Array.Clear(gradient);
        var runs = batch.Fill(chosen);
        OrderedRuns.Run(gradients, runs, Math.Min(options.Workers, runs.Length), Take, cancellation);
        TensorPrimitives.Divide(gradient, chosen.Length, gradient);
        RequireFinite(loss, "loss", step);
        RequireFinite(TensorPrimitives.Norm<double>(gradient), "gradient", step);
        var made = (long)history.Count * StepsPerEpoch + step;
        var rate = options.LearningRate.At(made, (long)options.Epochs * StepsPerEpoch);
        moments.Step(weights.Values, weights.Decaying, gradient, rate, made + 1);
        weights.Publish();
        return loss;

        // Results come in the order of the runs, so that sums do not depend on which run ended first.
        void Take(int run, ImmutableArray<Tensor> outputs)
        {
            loss += Total(outputs[0]);
            weights.Add(outputs.AsSpan()[1..], gradient);
        }
    }

    /// <summary>The mean loss of the validation examples; null without any.</summary>
    private double? Validated(CancellationToken cancellation)
    {
        if (validation.Count == 0)
            return null;
        double loss = 0;
        var runs = MiniBatch.Runs(validation, weights.Feeds, runRows);
        OrderedRuns.Run(losses, runs, options.Workers, (_, outputs) => loss += Total(outputs[0]), cancellation);
        RequireFinite(loss, "validation loss", StepsPerEpoch - 1);
        return loss / validation.Count;
    }

    private void RequireFinite(double number, string what, int step)
    {
        if (!double.IsFinite(number))
            throw new ModelException(
                $"the {what} is {number} in epoch {history.Count + 1}, step {step + 1}: lower the learning rate ({options.LearningRate.Initial:R}), or scale inputs and targets."
            );
    }

    private static double Total(Tensor losses) => TensorPrimitives.Sum<double>(losses.ToDoubles());

    /// <summary>What has to be the same for a resumed training to come out as one without a break.</summary>
    private Dictionary<string, double> Settings()
    {
        var settings = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["seed"] = options.Seed,
            ["examples"] = rows.Length,
            ["validation-examples"] = validation.Count,
            ["batch-rows"] = options.BatchRows,
            ["run-rows"] = runRows,
            ["learning-rate"] = options.LearningRate.Initial,
            ["final-learning-rate"] = options.LearningRate.Final,
            ["first-decay"] = options.Adam.FirstDecay,
            ["second-decay"] = options.Adam.SecondDecay,
            ["epsilon"] = options.Adam.Epsilon,
            ["weight-decay"] = options.Adam.WeightDecay,
        };
        // A constant rate does not depend on how many epochs are still to come.
        if (options.LearningRate.Initial != options.LearningRate.Final)
            settings["epochs"] = options.Epochs;
        return settings;
    }
}
