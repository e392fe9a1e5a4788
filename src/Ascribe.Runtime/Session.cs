using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime.Blocked;
using Ascribe.Runtime.Devices;

namespace Ascribe.Runtime;

/// <summary>A graph made ready to run. Runs may go on side by side.</summary>
/// <remarks>
/// Where it pays, a graph is run in a form that is made for this processor, see <see cref="SessionSettings.Blocked"/>. That form is
/// not believed: the first run is made in both, and unless they agree, the graph is run as it is.
/// </remarks>
public sealed class Session : IDisposable
{
    private readonly Lock gate = new();
    private readonly SessionSettings settings;
    private readonly ResultBuffers? buffers;
    private NativeSession native;
    private BlockedForm? unproven;

    /// <summary>Makes a model ready.</summary>
    /// <exception cref="ModelException">ONNX Runtime refuses it; the message says what it objects to.</exception>
    public Session(Model model, SessionSettings? settings = null)
        : this(model, new Lazy<Model>(model), settings ?? SessionSettings.Default) { }

    private Session(Model model, Lazy<Model> prepared, SessionSettings settings)
    {
        this.settings = settings;
        buffers = settings.LendsResults ? new ResultBuffers() : null;
        Outputs = [.. model.Graph.Outputs.Select(o => o.Name)];
        var isBlocked =
            settings.Blocked
            && settings.Optimize
            && settings.Device.Provider is ExecutionProvider.Cpu
            && BlockedModel.IsWorthIt(model);
        var key = isBlocked ? GraphCache.Default.KeyOf(model, BlockedForm.Name) : null;
        if (BlockedForm.Kept(GraphCache.Default, key, settings) is { } kept)
        {
            native = kept;
            // To find it, every constant was read.
            MappedPages.Release();
            return;
        }
        native = new(Suited(prepared.Value, settings.Device), settings);
        unproven = isBlocked ? BlockedForm.Of(prepared.Value, key) : null;
    }

    /// <summary>Makes a model ready that was put together from canonical parts, and tidies it, see <see cref="Canonicalization.Tidied"/>.</summary>
    /// <exception cref="ModelException">ONNX Runtime refuses it; the message says what it objects to.</exception>
    /// <remarks>Tidying takes time and memory, and a form that is kept from an earlier time does without.</remarks>
    public static Session OfParts(Model model, SessionSettings? settings = null) =>
        new(model, new Lazy<Model>(() => Canonicalization.Tidied(model)), settings ?? SessionSettings.Default);

    /// <summary>Bytes that a graph's constants take where a session runs it in blocks of channels: some weights take more than the graph's own.</summary>
    public static long ConstantBytes(Graph graph) => graph.ConstantBytes + WinogradConversion.MoreBytes(graph);

    /// <summary>The names of the outputs, in the order in which runs give them.</summary>
    public ImmutableArray<string> Outputs { get; }

    /// <summary>Runs the graph.</summary>
    /// <param name="feeds">A tensor for every input.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The outputs in order.</returns>
    /// <exception cref="ModelException">A tensor does not fit its input, or a node fails.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public ImmutableArray<Tensor> Run(
        IReadOnlyDictionary<string, Tensor> feeds,
        CancellationToken cancellation = default
    ) =>
        Proven(feeds, cancellation)
        ?? native.Take(feeds, (name, value) => NativeTensor.Read(name, value, buffers), cancellation);

    /// <summary>Runs the graph and tells only the types and shapes of what comes out.</summary>
    public ImmutableArray<ValueInfo?> Measure(
        IReadOnlyDictionary<string, Tensor> feeds,
        CancellationToken cancellation = default
    ) => native.Take(feeds, NativeTensor.Describe, cancellation);

    /// <summary>
    /// Gives the system back what constants take that are mapped from a kept form, for when others will work for long. The next run has them again,
    /// a few milliseconds later.
    /// </summary>
    public void Rest() => native.Rest();

    /// <summary>Takes back what was lent; see <see cref="SessionSettings.LendsResults"/>.</summary>
    internal void Return(ImmutableArray<Tensor> results) => buffers?.Return(results);

    /// <inheritdoc/>
    public void Dispose() => native.Dispose();

    private static Model Suited(Model model, Device device) =>
        device.Provider is ExecutionProvider.WebGpu ? PlacesOfMaxima.OnProcessor(model) : model;

    /// <summary>
    /// The first run, in both forms; whoever comes meanwhile waits. What comes out is that of the graph as it is. Null where all is settled.
    /// </summary>
    private ImmutableArray<Tensor>? Proven(IReadOnlyDictionary<string, Tensor> feeds, CancellationToken cancellation)
    {
        if (Volatile.Read(ref unproven) is null)
            return null;
        lock (gate)
        {
            if (unproven is not { } candidate)
                return null;
            var expected = native.Take(feeds, NativeTensor.Read, cancellation);
            if (candidate.Prove(feeds, expected, settings, cancellation) is { } proven)
            {
                native.Dispose();
                native = proven;
            }
            Volatile.Write(ref unproven, null);
            // Until now the model was held several times over.
            SpareMemory.ReturnAll();
            return expected;
        }
    }
}
