using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime;

namespace Ascribe.Attacks;

/// <summary>Examples on their way, a step at a time for all of them.</summary>
internal sealed class AttackRun
{
    private readonly Attack attack;
    private readonly AttackedExamples examples;
    private readonly Execution execution;
    private readonly Session session;
    private readonly ValueInfo scored;
    private readonly int classes;
    private readonly ImmutableDictionary<string, Tensor> inputs;
    private readonly string input;
    private readonly PerturbationBall[] balls;
    private readonly double[][] places;
    private readonly double[][] gradients;
    private readonly Tensor[] scores;
    private readonly int[] steps;
    private long looks;

    public AttackRun(Attack attack, Network network, AttackedExamples examples, Execution execution)
    {
        this.attack = attack;
        this.examples = examples;
        this.execution = execution;
        input = examples.Input ?? FirstFloating(network);
        var target = Target.Top with { ValueName = examples.Scores };
        var compilation = network.Compile(new Question(examples.Inputs) { Target = target, Features = [input] });
        session = compilation.Attack;
        scored = compilation.Canonical.Graph.Info(compilation.TargetValue)!;
        classes = (int)
            Enumerable.Range(1, scored.Shape!.Value.Length - 1).Aggregate(1L, (n, axis) => n * scored.Extent(axis));
        inputs = examples.Inputs.ToImmutableDictionary(i => i.Key, i => i.Value.Widened(), StringComparer.Ordinal);
        RequireClasses((int)inputs[input].Shape[0]);
        balls =
        [
            .. examples.Classes.Select((_, e) => new PerturbationBall(Example(e), examples.Range, attack.Epsilon)),
        ];
        // Every example draws the same, so that none depends on which others are attacked with it.
        places = [.. balls.Select(b => attack.StartsAnywhere ? b.Anywhere(new Random(execution.Seed)) : b.Start)];
        gradients = new double[places.Length][];
        scores = new Tensor[places.Length];
        steps = new int[places.Length];
    }

    private int Sign => examples.Aim == AttackAim.Reach ? 1 : -1;

    /// <summary>Goes all the way.</summary>
    public AttackResult Run(CancellationToken cancellation)
    {
        int[] underway = [.. Enumerable.Range(0, places.Length)];
        for (var step = 0; underway.Length > 0; step++)
        {
            Look(underway, cancellation);
            underway = [.. underway.Where(e => step < attack.MostSteps && !(attack.StopAtSuccess && HasSucceeded(e)))];
            foreach (var e in underway)
            {
                places[e] = Rounded(balls[e].Step(places[e], gradients[e], Sign * attack.StepSize));
                steps[e]++;
            }
        }
        execution.Progress?.Report(new Progress(1, 1));
        return new AttackResult(
            Tensor.Stacked([.. places.Select(At)]),
            Tensor.Stacked(scores),
            [.. scores.Select(Decision)],
            [.. Enumerable.Range(0, places.Length).Select(HasSucceeded)],
            [.. steps]
        );
    }

    /// <summary>Scores and gradient where some of the examples are.</summary>
    private void Look(int[] underway, CancellationToken cancellation) =>
        OrderedRuns.Run(
            session,
            underway.Select(Feeds),
            execution.Workers,
            (run, outputs) =>
            {
                var e = underway[run];
                scores[e] = outputs[0];
                gradients[e] = outputs[1].ToDoubles();
                execution.Progress?.Report(new Progress(++looks, (attack.MostSteps + 1L) * places.Length));
            },
            cancellation
        );

    private ImmutableDictionary<string, Tensor> Feeds(int e)
    {
        var chosen = new double[classes];
        chosen[examples.Classes[e]] = 1;
        return inputs
            .ToImmutableDictionary(i => i.Key, i => i.Value.Rows(e, 1), StringComparer.Ordinal)
            .SetItem(input, At(places[e]))
            .Add(AttackGraph.Class, Tensor.Of(chosen, 1, classes).To(scored.ElementType));
    }

    private bool HasSucceeded(int e) => Decision(scores[e]) == examples.Classes[e] == (examples.Aim == AttackAim.Reach);

    private double[] Rounded(double[] place) => At(place).ToDoubles();

    private Tensor At(double[] place) =>
        Tensor.Of(place, inputs[input].Shape.SetItem(0, 1).AsSpan()).To(inputs[input].ElementType);

    private Tensor Example(int e) => inputs[input].Rows(e, 1);

    private void RequireClasses(int count)
    {
        if (examples.Classes.Length != count)
            throw new ModelException(
                $"{count} examples are attacked with {examples.Classes.Length} classes; give one each."
            );
        foreach (var number in examples.Classes.Where(c => c < 0 || c >= classes))
            throw new ModelException($"the class {number} is none of the model's {classes}, 0 … {classes - 1}.");
    }

    private static long Decision(Tensor scores)
    {
        var numbers = scores.ToDoubles();
        return numbers.IndexOf(numbers.Max());
    }

    private static string FirstFloating(Network network) =>
        network.Inputs.FirstOrDefault(i => i.ElementType.IsFloating())?.Name
        ?? throw new ModelException("no input of the model is of floating type, so none can be attacked.");
}
