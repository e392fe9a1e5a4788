using System.Collections.Immutable;
using Ascribe.Attacks;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Attacks;

public sealed class AttackTests
{
    private static readonly ValidRange Wide = new([-1, -2], [1, 2]);

    public static TheoryData<Attack> Attacks =>
        [
            new FastGradientSign { Epsilon = 0.1 },
            new IterativeTargeted { Epsilon = 0.1, Step = 0.03 },
            new ProjectedGradientDescent { Epsilon = 0.1, Step = 0.03 },
            new ProjectedGradientDescent
            {
                Epsilon = 0.1,
                Step = 0.03,
                RandomStart = false,
            },
        ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Examples_StayWithinEpsilonAndTheValidRange_Exactly(Attack attack)
    {
        var examples = Examples(4);
        var result = Run(attack, examples);
        var (before, after) = (examples.Inputs["x"].ToDoubles(), result.Adversarial.ToDoubles());
        for (var i = 0; i < before.Length; i++)
        {
            var half = i / 64 % 2 == 0 ? 1.0 : 2.0;
            Math.Abs(after[i] - before[i]).ShouldBeLessThanOrEqualTo(0.1 * 2 * half);
            Math.Abs(after[i]).ShouldBeLessThanOrEqualTo(half);
        }
        // Some of them go all the way, so that the bounds mean something.
        Distance.Largest(before, after).ShouldBe(0.4, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void EpsilonZero_ChangesNothing(Attack attack)
    {
        var examples = Examples(2);
        Run(attack with { Epsilon = 0 }, examples).Adversarial.ContentEquals(examples.Inputs["x"]).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Batch_IsAnsweredLikeItsExamplesAlone(Attack attack)
    {
        var examples = Examples(3);
        var together = Run(attack, examples);
        for (var e = 0; e < 3; e++)
        {
            var alone = examples with
            {
                Inputs = examples.Inputs.SetItem("x", examples.Inputs["x"].Rows(e, 1)),
                Classes = [examples.Classes[e]],
            };
            Run(attack, alone).Adversarial.ContentEquals(together.Adversarial.Rows(e, 1)).ShouldBeTrue();
        }
    }

    [Fact]
    public void LinearModel_HasAClosedForm()
    {
        // z = W·x with two classes: log p(0) grows along w₀ − w₁, wherever x is.
        using var network = new Network(
            SmallModels.Of(b =>
                MatMul(
                    b.Input("x", ElementType.Float32, Dim.Batch, 3),
                    b.Constant(Tensor.Of([1f, 0, -2, 1, 0, 0], 3, 2))
                )
            )
        );
        var x = Tensor.Of([0.5f, 0.5f, 0.5f], 1, 3);
        var examples = new AttackedExamples(Named(x), [0]);
        // Differences of the columns: 1, −3, 0.
        Numbers(new FastGradientSign { Epsilon = 0.25 }).ShouldBe([0.75, 0.25, 0.5]);
        Numbers(new FastGradientSign { Epsilon = 0.25 }, AttackAim.Leave).ShouldBe([0.25, 0.75, 0.5]);
        Numbers(
                new IterativeTargeted
                {
                    Epsilon = 0.25,
                    Step = 0.125,
                    Iterations = 1,
                }
            )
            .ShouldBe([0.625, 0.375, 0.5]);
        Numbers(
                new IterativeTargeted
                {
                    Epsilon = 0.25,
                    Step = 0.125,
                    Iterations = 9,
                }
            )
            .ShouldBe([0.75, 0.25, 0.5]);
        Numbers(new FastGradientSign { Epsilon = 0.75 }).ShouldBe([1, 0, 0.5]);
        var reached = new IterativeTargeted
        {
            Epsilon = 0.5,
            Step = 0.125,
            StopAtSuccess = true,
        }.Run(network, examples);
        // Scores are 0.5 − 1 and 0.5; a step brings 0.5, and of equal scores the first class wins.
        reached.Steps.ShouldBe([2]);
        reached.Decisions.ShouldBe([0]);
        reached.Success.ShouldBe([true]);

        double[] Numbers(Attack attack, AttackAim aim = AttackAim.Reach) =>
            attack.Run(network, examples with { Aim = aim }).Adversarial.ToDoubles();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_GoesUpTheCentralDifferencesOfLogP(bool softmax)
    {
        var model = softmax
            ? SmallModels.Of(b => b.Emit("Softmax", [Smooth(b)], Attributes.None.With("axis", -1)))
            : SmallModels.Of(Smooth);
        using var network = new Network(model);
        var x = SmallModels.Random(7, 1, 4);
        var range = new ValidRange([-2], [2]);
        var result = new FastGradientSign { Epsilon = 1e-3 }.Run(network, new(Named(x), [1]) { Range = range });
        var (before, after) = (x.ToDoubles(), result.Adversarial.ToDoubles());
        for (var i = 0; i < before.Length; i++)
        {
            var slope = (LogP(i, 1e-2) - LogP(i, -1e-2)) / 2e-2;
            Math.Abs(slope).ShouldBeGreaterThan(1e-3);
            Math.Sign(after[i] - before[i]).ShouldBe(Math.Sign(slope));
        }

        double LogP(int element, double by)
        {
            var moved = x.ToDoubles();
            moved[element] += by;
            var scores = network.Run(Named(Tensor.Of(moved, 1, 4).To(ElementType.Float32)))[0].Value.ToDoubles();
            return softmax ? Math.Log(scores[1]) : scores[1] - Math.Log(scores.Sum(Math.Exp));
        }

        static Value Smooth(GraphBuilder b)
        {
            var hidden = b.Emit(
                "Tanh",
                [MatMul(b.Input("x", ElementType.Float32, Dim.Batch, 4), SmallModels.Weights(b, 4, 4, 5))]
            );
            return MatMul(hidden, SmallModels.Weights(b, 5, 5, 3));
        }
    }

    [Fact]
    public void RandomStart_FollowsTheSeed()
    {
        var attack = new ProjectedGradientDescent
        {
            Epsilon = 0.1,
            Step = 0.001,
            Iterations = 1,
        };
        var examples = Examples(2);
        var first = Run(attack, examples, 3);
        Run(attack, examples, 3).Adversarial.ContentEquals(first.Adversarial).ShouldBeTrue();
        Run(attack, examples, 4).Adversarial.ContentEquals(first.Adversarial).ShouldBeFalse();
    }

    [Fact]
    public void SmallSteps_ReachClassesThatOneStepMisses()
    {
        var examples = Examples(8) with { Classes = [.. Enumerable.Range(0, 8).Select(e => e % 3L)] };
        var small = Run(
            new IterativeTargeted
            {
                Epsilon = 0.3,
                Step = 0.03,
                Iterations = 20,
            },
            examples
        );
        small.Success.Count(s => s).ShouldBeGreaterThan(5);
        for (var e = 0; e < 8; e++)
            small.Success[e].ShouldBe(small.Decisions[e] == examples.Classes[e]);
    }

    [Theory]
    [InlineData("valid; state its valid range", 2, -1.0, 0L)]
    [InlineData("the class 3 is none of the model's 3", 1, 0.1, 3L)]
    [InlineData("with 1 classes; give one each", 3, 0.1, 0L)]
    [InlineData("make no attack", 1, -0.1, 0L)]
    public void WhatFitsNot_IsSaid(string said, int count, double epsilon, long number)
    {
        using var network = new Network(SmallModels.Cnn);
        var examples = Examples(count) with
        {
            Classes = [.. Enumerable.Repeat(number, count == 3 ? 1 : count)],
            Range = count == 2 ? new([0], [0.5]) : Wide,
        };
        Should
            .Throw<ModelException>(() =>
                new FastGradientSign { Epsilon = count == 2 ? 0.1 : epsilon }.Run(network, examples)
            )
            .Message.ShouldContain(said);
    }

    [Fact]
    public void TargetedAttack_CannotLeaveAClass()
    {
        using var network = new Network(SmallModels.Cnn);
        Should
            .Throw<ModelException>(() =>
                new IterativeTargeted().Run(network, Examples(1) with { Aim = AttackAim.Leave })
            )
            .Message.ShouldContain("iterative is after a class");
    }

    private static AttackedExamples Examples(int count)
    {
        var x = SmallModels.Random(11, count, 2, 8, 8);
        return new(Named(x), [.. Enumerable.Range(0, count).Select(e => (e + 1) % 3L)]) { Range = Wide };
    }

    private static AttackResult Run(Attack attack, AttackedExamples examples, int seed = 0)
    {
        using var network = new Network(SmallModels.Cnn);
        return attack.Run(network, examples, new Execution { Seed = seed });
    }

    private static ImmutableDictionary<string, Tensor> Named(Tensor x) =>
        ImmutableDictionary<string, Tensor>.Empty.Add("x", x);
}
