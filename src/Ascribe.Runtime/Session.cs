using System.Collections.Immutable;
using Ascribe.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>A graph made ready to run. Runs may go on side by side.</summary>
public sealed class Session : IDisposable
{
    private readonly InferenceSession session;
    private readonly LentTensors constants;
    private readonly ImmutableArray<string> outputs;

    static Session()
    {
        var options = new EnvironmentCreationOptions
        {
            logId = "ascribe",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        if (!OrtEnv.IsCreated)
            OrtEnv.CreateInstanceWithOptions(ref options);
    }

    /// <summary>Makes a model ready.</summary>
    /// <exception cref="ModelException">ONNX Runtime refuses it; the message says what it objects to.</exception>
    public Session(Model model, SessionSettings? settings = null)
    {
        settings ??= SessionSettings.Default;
        var large = LargeConstants(model.Graph, settings.LargestCopied);
        constants = new LentTensors(large);
        try
        {
            using var options = Options(WithLimits(settings, model.Graph), large.Values.Sum(t => (long)t.Bytes.Length));
            ExternalInitializers.Add(options, constants);
            session = new InferenceSession(model.ToBytesWithout(large.Keys.ToHashSet(StringComparer.Ordinal)), options);
        }
        catch (Exception e)
        {
            constants.Dispose();
            if (e is OnnxRuntimeException complaint)
                throw RuntimeComplaint.Of("the model cannot be run", complaint);
            throw;
        }
        outputs = [.. model.Graph.Outputs.Select(o => o.Name)];
    }

    /// <summary>The names of the outputs, in the order in which runs give them.</summary>
    public ImmutableArray<string> Outputs => outputs;

    /// <summary>Runs the graph.</summary>
    /// <param name="feeds">A tensor for every input.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The outputs in order.</returns>
    /// <exception cref="ModelException">A tensor does not fit its input, or a node fails.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public ImmutableArray<Tensor> Run(
        IReadOnlyDictionary<string, Tensor> feeds,
        CancellationToken cancellation = default
    ) => Take(feeds, NativeTensor.Read, cancellation);

    /// <summary>Runs the graph and tells only the types and shapes of what comes out.</summary>
    public ImmutableArray<ValueInfo?> Measure(
        IReadOnlyDictionary<string, Tensor> feeds,
        CancellationToken cancellation = default
    ) => Take(feeds, NativeTensor.Describe, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        constants.Dispose();
    }

    private static SessionSettings WithLimits(SessionSettings settings, Graph graph) =>
        settings with
        {
            Optimize = settings.Optimize && graph.Nodes.Length <= settings.LargestOptimized,
        };

    private static SessionOptions Options(SessionSettings settings, long bytes)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = settings.ThreadsPerRun,
            InterOpNumThreads = 1,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            GraphOptimizationLevel = settings.Optimize
                ? GraphOptimizationLevel.ORT_ENABLE_ALL
                : GraphOptimizationLevel.ORT_DISABLE_ALL,
        };
        // ONNX Runtime 1.30 turns a·(1/b) into a/b without noticing that it has just removed the node that made a, and then
        // refuses its own graph.
        options.AddSessionConfigEntry("optimization.disable_specified_optimizers", "DivMulFusion");
        // Packing weights for speed copies them, which a single run does not pay back.
        if (!settings.Optimize || bytes > settings.LargestPacked)
            options.AddSessionConfigEntry("session.disable_prepacking", "1");
        return options;
    }

    /// <summary>What nobody reads, ONNX Runtime forgets before it could be given content.</summary>
    private static Dictionary<string, Tensor> LargeConstants(Graph graph, int largestCopied)
    {
        var large = graph.Constants.Where(c => c.Value.Bytes.Length > largestCopied).ToArray();
        if (large.Length == 0)
            return [];
        var read = graph
            .Nodes.SelectMany(n => n.Reads)
            .Concat(graph.Outputs.Select(o => o.Name))
            .ToHashSet(StringComparer.Ordinal);
        return large.Where(c => read.Contains(c.Key)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Runs the graph and takes what is wanted of each output, given its name and ONNX Runtime's value.</summary>
    internal ImmutableArray<T> Take<T>(
        IReadOnlyDictionary<string, Tensor> feeds,
        Func<string, OrtValue, T> read,
        CancellationToken cancellation = default
    )
    {
        cancellation.ThrowIfCancellationRequested();
        using var inputs = new LentTensors(feeds);
        using var options = new RunOptions();
        using var registration = cancellation.Register(() => options.Terminate = true);
        try
        {
            using var results = session.Run(options, inputs.Names, inputs.Values, outputs);
            return [.. results.Select((result, i) => Taken(outputs[i], result))];
        }
        catch (OnnxRuntimeException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw RuntimeComplaint.Of("running the model failed", e);
        }

        // Each is let go at once, so that all of them are never there twice.
        T Taken(string name, OrtValue result)
        {
            using (result)
                return read(name, result);
        }
    }
}
