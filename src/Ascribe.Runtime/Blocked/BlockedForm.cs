using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Onnx;

namespace Ascribe.Runtime.Blocked;

/// <summary>A model in blocks that may take the place of the model, once it was seen to do what the model does.</summary>
/// <param name="Model">The model in blocks.</param>
/// <param name="Key">What the model is called in the cache; null to keep nothing.</param>
internal sealed record BlockedForm(Model Model, string? Key)
{
    /// <summary>
    /// How far what comes out may be off, as a share of its L2 norm. Roundings decide a few ReLUs and pools differently in deep networks: gradients
    /// of single precision are off by up to a hundredth from those of double precision, whoever computes them, and sums of a few by more. What is
    /// wrong is wrong by much more.
    /// </summary>
    private const double Tolerance = 5e-2;

    /// <summary>What the cache calls such forms.</summary>
    public const string Name = "blocked";

    /// <summary>Where forms that were proven are kept.</summary>
    public GraphCache Cache { get; init; } = GraphCache.Default;

    /// <summary>The form of a model; null where there is none, or nothing to gain.</summary>
    /// <param name="model">The model as it is run.</param>
    /// <param name="key">What it is called in the cache; null to keep nothing.</param>
    public static BlockedForm? Of(Model model, string? key)
    {
        if (!BlockedModel.IsWorthIt(model))
            return null;
        try
        {
            return new(BlockedModel.Of(model), key);
        }
        catch (ModelException e)
        {
            Note($"the graph is run as it is, since it cannot be brought into blocks of channels: {e.Message}");
            return null;
        }
    }

    /// <summary>The form that is kept of a model, ready to run; null where there is none that can be run.</summary>
    public static NativeSession? Kept(GraphCache cache, string? key, SessionSettings settings)
    {
        if (key is null || cache.Find(key) is not { } kept)
            return null;
        try
        {
            return new NativeSession(kept, Settings(settings));
        }
        catch (ModelException e)
        {
            Note($"a graph that was kept in blocks of channels is damaged and made anew: {e.Message}");
            return null;
        }
    }

    /// <summary>How a form is run: ONNX Runtime has optimized it already.</summary>
    public static SessionSettings Settings(SessionSettings settings) =>
        settings with
        {
            Optimize = false,
            Packed = true,
        };

    /// <summary>Runs the form beside the model.</summary>
    /// <param name="feeds">What the model was run on.</param>
    /// <param name="expected">What came out.</param>
    /// <param name="settings">How to run.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The form, ready to run; null where it fails, or gives something else.</returns>
    public NativeSession? Prove(
        IReadOnlyDictionary<string, Tensor> feeds,
        ImmutableArray<Tensor> expected,
        SessionSettings settings,
        CancellationToken cancellation
    )
    {
        NativeSession? session = null;
        try
        {
            session = new(Model, Settings(settings));
            var found = session.Take(feeds, NativeTensor.Read, cancellation);
            if (expected.Zip(found).All(p => Agree(p.First, p.Second)))
            {
                if (Key is { } key)
                    Cache.Keep(key, Model);
                // What lies on disk is mapped into memory from there, and takes less of it.
                if (Kept(Cache, Key, settings) is not { } kept)
                    return session;
                session.Dispose();
                return kept;
            }
            Note("the graph is run as it is, since in blocks of channels it gives something else.");
        }
        catch (ModelException e)
        {
            Note($"the graph is run as it is, since in blocks of channels it fails: {e.Message}");
        }
        catch
        {
            session?.Dispose();
            throw;
        }
        session?.Dispose();
        return null;
    }

    private static void Note(string text) => Trace.TraceWarning(text);

    private static bool Agree(Tensor expected, Tensor found)
    {
        if (!expected.Shape.AsSpan().SequenceEqual(found.Shape.AsSpan()) || expected.ElementType != found.ElementType)
            return false;
        if (!expected.ElementType.IsFloating())
            return expected.ContentEquals(found);
        var (gap, norm) = (0.0, 0.0);
        foreach (var (e, f) in expected.ToDoubles().Zip(found.ToDoubles()))
        {
            if (e.Equals(f))
                continue;
            gap += (e - f) * (e - f);
            norm += e * e;
        }
        return gap <= Tolerance * Tolerance * norm;
    }
}
