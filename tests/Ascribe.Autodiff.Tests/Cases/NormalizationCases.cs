using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Tests;

/// <summary>Operators that relate elements to one another; their second path is the formula in simple operators.</summary>
public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Normalizations() =>
        [
            .. new[] { -1, 1, 2 }.Select(axis =>
                new RuleCase("Softmax", $"axis {axis}", Data(2, 3, 4))
                    .Set("axis", axis)
                    .By(new Decomposition((_, x) => SoftmaxFormula(x[0]!.Value, axis)))
            ),
            new RuleCase("Softmax", "axis by default", Data(2, 5)).By(
                new Decomposition((_, x) => SoftmaxFormula(x[0]!.Value, 1))
            ),
            .. new[] { -1, 1 }.Select(axis =>
                new RuleCase("LogSoftmax", $"axis {axis}", Data(2, 3, 4))
                    .Set("axis", axis)
                    .By(new Decomposition((_, x) => x[0]!.Value - Log(ReduceSum(Exp(x[0]!.Value), [axis]))))
            ),
            Layer("last axis", 2, [2], Weight(4), Weight(4)),
            Layer("two axes", 1, [1, 2], Weight(3, 4), Weight(3, 4)).Set("epsilon", 0.1f),
            Layer("no bias", -1, [2], Weight(4), null),
            Layer("one scale for all", 2, [2], Weight(1), Weight(1)),
            Layer("every axis", 0, [0, 1, 2], Weight(2, 3, 4), Weight(2, 3, 4)) with
            {
                Operands = [Weight(2, 3, 4), Weight(2, 3, 4), Weight(2, 3, 4)],
            },
            .. Statistics(),
            .. from p in new[] { 1, 2 } from axis in new[] { -1, 1 } select Length(p, axis),
            new RuleCase("LpNormalization", "p and axis by default", Data(2, 5)).By(
                new Decomposition((_, x) => x[0]!.Value / Sqrt(ReduceSum(x[0]!.Value * x[0]!.Value, [1])))
            ),
            MeanVariance("axes by default", Weight(2, 3, 2, 3), [0, 2, 3]),
            MeanVariance("within an example", Data(2, 3, 2, 3), [1, 2, 3]).Set("axes", new[] { 1, 2, 3 }),
            MeanVariance("negative axes", Data(2, 3, 5), [2]).Set("axes", new[] { -1 }),
            Instance("two axes", Data(2, 3, 3, 4), [2, 3]),
            Instance("one axis", Data(2, 3, 5), [2]),
            Instance("epsilon", Data(2, 2, 5), [2]).Set("epsilon", 0.2f),
            .. new[] { 1, 3, 5 }.Select(LocalResponse),
        ];

    private static Value SoftmaxFormula(Value x, long axis) => Exp(x) / ReduceSum(Exp(x), [axis]);

    private static Value Standard(Value x, long[] axes, double epsilon)
    {
        var centered = x - ReduceMean(x, axes);
        return centered / Sqrt(ReduceMean(centered * centered, axes) + epsilon);
    }

    private static RuleCase Layer(string condition, int axis, long[] axes, Operand scale, Operand? bias)
    {
        var rule = new RuleCase("LayerNormalization", condition, Data(2, 3, 4), scale, bias).Set("axis", axis);
        return rule.By(
            new Decomposition(
                (b, x) =>
                {
                    var scaled = Standard(x[0]!.Value, axes, condition.StartsWith("two") ? 0.1f : 1e-5f) * x[1]!.Value;
                    return x[2] is { } shift ? scaled + shift : scaled;
                }
            )
        );
    }

    /// <summary>Mean and inverse deviation as further outputs, alone and together with y.</summary>
    private static IEnumerable<RuleCase> Statistics() =>
        new (string, Func<Value, Value, Value, Value>)[]
        {
            ("all outputs", (y, mean, inverse) => y * mean + inverse),
            ("mean alone", (_, mean, _) => mean),
            ("inverse deviation alone", (_, _, inverse) => inverse),
        }.Select(p =>
            new RuleCase("LayerNormalization", p.Item1, Data(2, 3, 4), Weight(4), Weight(4))
            {
                Build = (b, x) =>
                {
                    var outputs = b.Emit("LayerNormalization", x, 3);
                    return p.Item2(outputs[0], outputs[1], outputs[2]);
                },
            }
                .Single()
                .By(
                    new Decomposition(
                        (_, x) =>
                        {
                            var mean = ReduceMean(x[0]!.Value, [2]);
                            var centered = x[0]!.Value - mean;
                            var inverse = 1 / Sqrt(ReduceMean(centered * centered, [2]) + 1e-5f);
                            return p.Item2(centered * inverse * x[1]!.Value + x[2]!.Value, mean, inverse);
                        }
                    )
                )
        );

    private static RuleCase Length(int p, int axis) =>
        new RuleCase("LpNormalization", $"p {p}, axis {axis}", Data(2, 3, 4))
            .Set("p", p)
            .Set("axis", axis)
            .By(
                new Decomposition(
                    (_, x) =>
                    {
                        var value = x[0]!.Value;
                        var length = p == 1 ? ReduceSum(Abs(value), [axis]) : Sqrt(ReduceSum(value * value, [axis]));
                        return value / length;
                    }
                )
            );

    private static RuleCase MeanVariance(string condition, Operand x, long[] axes) =>
        new RuleCase("MeanVarianceNormalization", condition, x)
            .Single()
            .By(new Decomposition((_, v) => Standard(v[0]!.Value, axes, 1e-18)));

    private static RuleCase Instance(string condition, Operand x, long[] axes)
    {
        var channels = x.Shape[1];
        return new RuleCase("InstanceNormalization", condition, x, Weight(channels), Weight(channels))
            .Single()
            .By(
                new Decomposition(
                    (b, v) =>
                    {
                        var epsilon = condition.StartsWith("epsilon") ? 0.2f : 1e-5f;
                        long[] shape = [1, channels, .. axes.Select(_ => 1L)];
                        return Standard(v[0]!.Value, axes, epsilon) * Reshape(v[1]!.Value, shape)
                            + Reshape(v[2]!.Value, shape);
                    }
                )
            );
    }

    /// <summary>The window reaches ⌊(size − 1)/2⌋ channels down and ⌈(size − 1)/2⌉ up.</summary>
    private static RuleCase LocalResponse(int size) =>
        new RuleCase("LRN", $"size {size}", Data(2, 6, 2, 3))
            .Set("size", size)
            .Set("alpha", 0.7f)
            .Set("beta", 0.6f)
            .Set("bias", 1.5f)
            .Single()
            .By(
                new Decomposition(
                    (b, x) =>
                    {
                        var squares = x[0]!.Value * x[0]!.Value;
                        var padded = Pad(squares, [0, (size - 1) / 2, 0, 0, 0, size / 2, 0, 0]);
                        var sum = Enumerable
                            .Range(0, size)
                            .Select(i => Op.Slice(padded, [i], [i + 6], [1]))
                            .Aggregate((a, c) => a + c);
                        var s = 1.5f + sum * (0.7f / size);
                        return x[0]!.Value / Binary("Pow", s, s.Like(0.6f));
                    }
                )
            );
}
