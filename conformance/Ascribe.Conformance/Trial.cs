using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime;

namespace Ascribe.Conformance;

/// <summary>One model at one set of stored inputs.</summary>
/// <param name="Model">The model as it was loaded.</param>
/// <param name="Feeds">The stored inputs by name.</param>
/// <param name="Expected">The stored outputs.</param>
internal sealed record Trial(Model Model, ImmutableDictionary<string, Tensor> Feeds, ImmutableArray<Tensor> Expected)
{
    public static Trial Of(Model model, StandardCase standard, string dataSet)
    {
        var inputs = StandardCase.Stored(dataSet, "input");
        var names = model.Graph.Inputs.Select(i => i.Name).Take(inputs.Length);
        var feeds = names.Zip(inputs).ToImmutableDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        return new Trial(model, feeds, StandardCase.Stored(dataSet, "output"));
    }

    public (Outcome Outcome, string Reason) Judge()
    {
        if (RuntimeLimit() is { } limit)
            return (Outcome.Skipped, limit);
        var complaints = new List<string>();
        foreach (
            var trial in new[]
            {
                this,
                Held(i => !IsFloating(i)),
                Held(i => i != Model.Graph.Inputs[0]),
            }.OfType<Trial>()
        )
        {
            var (canonical, complaint) = Reproduce(trial);
            var (outcome, reason) = complaint is not null
                ? (Outcome.Failed, complaint)
                : GradientTrial.Judge(canonical!, trial.Widened, Expected);
            if (outcome != Outcome.Failed)
                return (outcome, reason);
            complaints.Add(reason);
        }
        return (Outcome.Failed, string.Join("; with inputs held: ", complaints.Distinct(StringComparer.Ordinal)));
    }

    private bool IsFloating(ValueInfo input) =>
        !Feeds.TryGetValue(input.Name, out var fed) || fed.ElementType.IsFloating();

    /// <summary>Why ONNX Runtime is no witness for this case; null where it is.</summary>
    private string? RuntimeLimit()
    {
        if (Limits.Randomness(Model.Graph) is { } random)
            return random;
        try
        {
            using var session = new Session(Model);
            var outputs = session.Run(Feeds);
            return Difference(outputs) is { } difference
                ? $"ONNX Runtime gives other values than the stored ones: {difference}"
                : null;
        }
        catch (ModelException e)
        {
            return $"ONNX Runtime does not run it: {e.Message}";
        }
    }

    private static (Model? Canonical, string? Complaint) Reproduce(Trial trial)
    {
        var file = Path.Combine(Path.GetTempPath(), $"ascribe-conformance-{Environment.ProcessId}.onnx");
        try
        {
            var shapes = trial.Feeds.ToDictionary(f => f.Key, f => f.Value.Shape, StringComparer.Ordinal);
            var canonical = Canonicalization.Apply(trial.Model, shapes: shapes);
            canonical.Save(file);
            using var session = new Session(Model.Load(file));
            var difference = trial.Difference(trial.Stated(session.Run(trial.Widened)));
            return (canonical, difference is null ? null : $"the canonical form gives {difference}");
        }
        catch (ModelException e)
        {
            return (null, $"the canonical form: {e.Message}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// The same with some inputs as constants, which they are in any real model: what says where, how many or how large
    /// shapes what comes out. Null where there are none.
    /// </summary>
    private Trial? Held(Func<ValueInfo, bool> holds)
    {
        var held = Model.Graph.Inputs.Where(i => Feeds.ContainsKey(i.Name) && holds(i));
        var names = held.Select(i => i.Name).ToImmutableHashSet(StringComparer.Ordinal);
        if (names.IsEmpty)
            return null;
        var graph = Model.Graph with
        {
            Inputs =
            [
                .. Model
                    .Graph.Inputs.Where(i => !names.Contains(i.Name))
                    .Select(i => i with { Shape = [.. Feeds[i.Name].Shape.Select(extent => (Dim)extent)] }),
            ],
            Constants = Model.Graph.Constants.AddRange(names.Select(n => KeyValuePair.Create(n, Feeds[n]))),
        };
        return this with { Model = Model with { Graph = graph }, Feeds = Feeds.RemoveRange(names) };
    }

    /// <summary>The inputs as the canonical form takes them.</summary>
    private ImmutableDictionary<string, Tensor> Widened =>
        Feeds.ToImmutableDictionary(f => f.Key, f => f.Value.Widened(), StringComparer.Ordinal);

    /// <summary>What the canonical form gives in single precision, in the precision that the model gives it in.</summary>
    private ImmutableArray<Tensor> Stated(ImmutableArray<Tensor> outputs) =>
        [.. outputs.Zip(Expected, (o, e) => e.ElementType.IsHalf() ? o.To(e.ElementType) : o)];

    private string? Difference(ImmutableArray<Tensor> outputs)
    {
        if (outputs.Length != Expected.Length)
            return $"{outputs.Length} outputs instead of {Expected.Length}";
        return outputs.Zip(Expected, Closeness.Difference).FirstOrDefault(d => d is not null);
    }
}
