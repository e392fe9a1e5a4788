using Ascribe.Onnx;

namespace Ascribe.Conformance;

/// <summary>One case from file to verdict: run as it is, canonical, saved and loaded, differentiated.</summary>
internal static class Inspector
{
    public static Verdict Inspect(StandardCase standard)
    {
        var op = "several";
        try
        {
            var sets = standard.DataSets.ToArray();
            if (sets.Length == 0)
                return Say(Outcome.Skipped, "no data: inputs and outputs are not in the package");
            var model = Model.Load(standard.ModelPath);
            op = model.Graph.Nodes is [var only] ? only.QualifiedOp : op;
            var reason = "";
            var outcome = Outcome.GradientAgrees;
            foreach (var set in sets)
            {
                var (part, why) = Trial.Of(model, standard, set).Judge();
                if (part > outcome || (part == outcome && reason.Length == 0))
                    (outcome, reason) = (part, why);
            }
            return Say(outcome, reason);
        }
        catch (ModelException e)
        {
            if (e.Message.Contains("TypeProto", StringComparison.Ordinal))
                return Say(Outcome.Skipped, "values that are no tensors: sequences and optionals");
            if (e.Message.Contains("no tensor but", StringComparison.Ordinal))
                return Say(Outcome.Skipped, "values that are no tensors: sequences and optionals");
            return e.Message.Contains("elements of type", StringComparison.Ordinal)
                ? Say(Outcome.Skipped, "element types of fewer than 16 bits: float8, int4")
                : Say(Outcome.Failed, $"loading: {e.Message}");
        }

        Verdict Say(Outcome outcome, string reason) => new(standard.Id, op, outcome, reason);
    }
}
