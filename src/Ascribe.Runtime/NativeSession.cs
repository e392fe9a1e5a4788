using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime.Devices;
using Ascribe.Runtime.Kernels;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>A model in ONNX Runtime's hands. Runs may go on side by side.</summary>
internal sealed class NativeSession : IDisposable
{
    /// <summary>
    /// ONNX Runtime 1.30 turns a·(1/b) into a/b without noticing that it has just removed the node that made a, and then refuses its
    /// own graph.
    /// </summary>
    internal const string BrokenOptimizer = "DivMulFusion";

    private readonly InferenceSession session;
    private readonly LentTensors constants;
    private readonly ModelOnDisk? mapped;
    private readonly ImmutableArray<string> outputs;

    /// <summary>Makes a model ready.</summary>
    /// <exception cref="ModelException">ONNX Runtime refuses it; the message says what it objects to.</exception>
    public NativeSession(Model model, SessionSettings settings)
    {
        var large = LargeConstants(model.Graph, settings.LargestCopied);
        constants = new LentTensors(large);
        session = Opened(
            WithLimits(settings, model.Graph),
            large.Values.Sum(t => (long)t.Bytes.Length),
            model.Opsets.ContainsKey(KernelDomain.Name),
            options =>
            {
                ExternalInitializers.Add(options, constants);
                return new InferenceSession(
                    model.ToBytesWithout(large.Keys.ToHashSet(StringComparer.Ordinal)),
                    options
                );
            }
        );
        outputs = [.. model.Graph.Outputs.Select(o => o.Name)];
    }

    /// <summary>Makes a model ready that may use our kernels. Constants that lie outside its file are mapped into memory, and not copied.</summary>
    /// <exception cref="ModelException">ONNX Runtime refuses it; the message says what it objects to.</exception>
    public NativeSession(ModelOnDisk model, SessionSettings settings)
    {
        mapped = model;
        constants = new LentTensors(ImmutableDictionary<string, Tensor>.Empty);
        session = Opened(settings, model.Bytes, kernels: true, options => new InferenceSession(model.Path, options));
        outputs = [.. session.OutputNames];
    }

    /// <summary>See <see cref="Session.Rest"/>.</summary>
    public void Rest()
    {
        if (mapped is not null)
            MappedPages.Release(mapped.ConstantsPath);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        constants.Dispose();
    }

    private InferenceSession Opened(
        SessionSettings settings,
        long bytes,
        bool kernels,
        Func<SessionOptions, InferenceSession> open
    )
    {
        try
        {
            // What getting here took, to learn shapes and to fold constants, is not needed any more.
            if (settings.Optimize || settings.Packed)
                SpareMemory.Return();
            using var options = Options(settings, bytes);
            if (kernels)
                KernelDomain.AddTo(options);
            return open(options);
        }
        catch (Exception e)
        {
            constants.Dispose();
            if (e is OnnxRuntimeException complaint)
                throw RuntimeComplaint.Of("the model cannot be run", complaint);
            throw;
        }
    }

    private static SessionSettings WithLimits(SessionSettings settings, Graph graph) =>
        settings with
        {
            Optimize = settings.Optimize && graph.Nodes.Length <= settings.LargestOptimized,
        };

    private static SessionOptions Options(SessionSettings settings, long bytes)
    {
        _ = QuietEnvironment.Instance;
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
        DeviceOptions.AddTo(options, settings.Device);
        SharedArena.Use(options);
        // Threads that spin while they wait take the processor from runs beside, and from other programs.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("optimization.disable_specified_optimizers", BrokenOptimizer);
        // Packing weights for speed copies them, which a single run does not pay back.
        if (!(settings.Optimize || settings.Packed) || bytes > settings.LargestPacked)
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
    public ImmutableArray<T> Take<T>(
        IReadOnlyDictionary<string, Tensor> feeds,
        Func<string, OrtValue, T> read,
        CancellationToken cancellation
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
