using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Onnx;

namespace Ascribe.Runtime.Blocked;

/// <summary>A model in blocks that may take the place of the model.</summary>
/// <param name="Model">The model in blocks.</param>
/// <param name="IsProven">Whether it was seen to do what the model does.</param>
/// <param name="Key">What the model is called in the cache.</param>
internal sealed record BlockedForm(Model Model, bool IsProven, string Key)
{
    /// <summary>
    /// How far what comes out may be off, as a share of its L2 norm. Sums in another order decide a few ReLUs and pools differently in deep
    /// networks; what is wrong is wrong by much more.
    /// </summary>
    private const double Tolerance = 1e-2;

    /// <summary>Where forms that were proven are kept.</summary>
    public BlockedCache Cache { get; init; } = BlockedCache.Default;

    /// <summary>The form of a model; null where there is none, or nothing to gain.</summary>
    public static BlockedForm? Of(Model model, SessionSettings settings)
    {
        if (!settings.Blocked || !settings.Optimize || !BlockedModel.IsWorthIt(model))
            return null;
        var key = BlockedCache.Key(model);
        if (BlockedCache.Default.Find(key) is { } proven)
            return new(proven, IsProven: true, key);
        try
        {
            return new(BlockedModel.Of(model), IsProven: false, key);
        }
        catch (ModelException e)
        {
            Note($"the graph is run as it is, since it cannot be brought into blocks of channels: {e.Message}");
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
                Cache.Keep(Key, Model);
                return session;
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
