using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Fuzz;

/// <summary>What a user does with a model: look into it, run it, differentiate it, explain an example.</summary>
/// <param name="Begin">Told what begins now.</param>
internal sealed record Trial(Action<string> Begin)
{
    private const int LongestMessage = 500;

    /// <summary>Quantized models can be explained in this reading; for others it is the usual one.</summary>
    private static readonly NetworkOptions Reading = new() { StraightThrough = true };

    private readonly List<string> refusals = [];
    private string? failure;

    /// <summary>Does all of it, each as if the others did not happen.</summary>
    public (Outcome Outcome, string Reason) Of(string path, bool loadOnly)
    {
        Model? model = null;
        Attempt("load", () => model = Model.Load(path));
        if (model is not null && !loadOnly)
        {
            Attempt("inspect", () => Inspection.Of(model));
            Attempt("run", () => Run(model));
            Attempt("differentiate", () => Differentiate(model));
            Attempt("explain", () => Explain(model));
        }
        if (failure is not null)
            return (Outcome.Failed, failure);
        return refusals.Count == 0 ? (Outcome.Explained, "") : (Outcome.Refused, refusals[0]);
    }

    private static void Run(Model model)
    {
        using var network = new Network(model);
        network.Run(Example(model));
    }

    private static void Differentiate(Model model)
    {
        using var network = new Network(model, Reading);
        network.Differentiate(Target.Top);
    }

    private static void Explain(Model model)
    {
        using var network = new Network(model, Reading);
        var method = new IntegratedGradients { Steps = 2 };
        method.Explain(network, new Question(Example(model)), new Execution { Workers = 1 });
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, Tensor> Example(Model model) =>
        System.Collections.Immutable.ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            ShapeProbe.Example(model.Graph)
        );

    private void Attempt(string what, Action action)
    {
        Begin(what);
        try
        {
            action();
        }
        catch (Exception e) when (e is ModelException or NotDifferentiableException)
        {
            refusals.Add($"{what}: {e.Message}");
            if (
                e.Message.Length is 0 or > LongestMessage
                || e.Message.Any(char.IsControl)
                || e.Message.Contains("   at ")
            )
                failure ??= $"{what}: the message is empty, long, or not one line: {e.Message}";
        }
        catch (OutOfMemoryException)
        {
            // The command line names the limit in this case.
            refusals.Add($"{what}: {MemoryLimit.Complaint("what was asked for")}");
        }
        catch (Exception e)
        {
            var place = e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Ascribe.", StringComparison.Ordinal));
            failure ??= $"{what}: {e.GetType().Name}: {e.Message} {place?.Trim()}";
        }
    }
}
