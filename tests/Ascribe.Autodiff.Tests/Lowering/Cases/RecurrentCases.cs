using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>LSTM, GRU, RNN.</summary>
internal static class RecurrentCases
{
    private const int Steps = 4;
    private const int Batch = 2;
    private const int Features = 3;
    private const int Hidden = 2;

    private static readonly string[] Outputs = ["y", "y_h", "y_c"];

    public static ImmutableArray<CompositeCase> All { get; } =
    [
        .. new[] { "LSTM", "GRU", "RNN" }.SelectMany(Common),
        Recurrent("LSTM", "peepholes", with: "BHCP"),
        Recurrent("LSTM", "peepholes, both directions, clipped", with: "BHCP", directions: 2).Set("clip", 0.6f),
        Recurrent("LSTM", "peepholes from zeros", with: "P"),
        Recurrent("LSTM", "input gate coupled with forget gate", with: "BHC").Set("input_forget", 1),
        Recurrent("GRU", "reset behind the product", with: "BH").Set("linear_before_reset", 1),
        Recurrent("GRU", "reset behind the product, from zeros", with: "B").Set("linear_before_reset", 1),
        Recurrent("GRU", "reset behind the product, no bias", with: "").Set("linear_before_reset", 1),
        Recurrent("GRU", "reset behind the product, no bias, from a state", with: "H").Set("linear_before_reset", 1),
        Recurrent("GRU", "reset behind the product, both directions, lengths", with: "BHL", directions: 2)
            .Set("linear_before_reset", 1)
            .Set("clip", 0.7f),
        Activated("LSTM", ["HardSigmoid", "ScaledTanh", "Affine"], [0.3f, 1.2f, 0.7f], [0.4f, 0.8f, 0.1f]),
        Activated("LSTM", ["Sigmoid", "Softsign", "Elu"], [0.6f], []),
        Activated("GRU", ["HardSigmoid", "LeakyRelu"], [0.2f, 0.1f], [0.55f]),
        Activated("GRU", ["Sigmoid", "Softplus"], [], []),
        Activated("RNN", ["Relu"], [], []),
        Activated("RNN", ["ThresholdedRelu"], [0.3f], []),
        Activated("RNN", ["LeakyRelu"], [], []),
        Activated("RNN", ["Elu", "Affine"], [0.5f, 0.4f], [0.2f], directions: 2),
    ];

    private static IEnumerable<CompositeCase> Common(string op) =>
        [
            Recurrent(op, "bare", with: ""),
            Recurrent(op, "bias", with: "B"),
            Recurrent(op, "initial state", with: "BHC"),
            Recurrent(op, "backwards", with: "BHC").Set("direction", "reverse"),
            Recurrent(op, "both directions", with: "BHC", directions: 2),
            Recurrent(op, "lengths", with: "BHCL"),
            Recurrent(op, "lengths, both directions, from zeros", with: "BL", directions: 2),
            Recurrent(op, "clipped", with: "BHC").Set("clip", 0.5f),
            Recurrent(op, "only the last state", with: "B") with
            {
                Outputs = ["", "y_h"],
            },
            Recurrent(op, "only the sequence", with: "B") with
            {
                Outputs = ["y"],
            },
        ];

    private static CompositeCase Activated(string op, string[] names, float[] alphas, float[] betas, int directions = 1)
    {
        var activated = Recurrent(op, $"activations {string.Join(", ", names)} {alphas.Length}", "BHC", directions)
            .Set("activations", names);
        activated = alphas.Length > 0 ? activated.Set("activation_alpha", alphas) : activated;
        return betas.Length > 0 ? activated.Set("activation_beta", betas) : activated;
    }

    /// <param name="op">The operator.</param>
    /// <param name="condition">What is particular.</param>
    /// <param name="with">Which optional inputs there are: B(ias), L(engths), H and C (the initial state), P(eepholes).</param>
    /// <param name="directions">One or two.</param>
    private static CompositeCase Recurrent(string op, string condition, string with, int directions = 1)
    {
        var gates = op switch
        {
            "LSTM" => 4,
            "GRU" => 3,
            _ => 1,
        };
        ImmutableArray<Operand?> operands =
        [
            Operand.Weight(Steps, Batch, Features).In(-1, 1),
            Operand.Weight(directions, gates * Hidden, Features).In(-1, 1),
            Operand.Weight(directions, gates * Hidden, Hidden).In(-1, 1),
            with.Contains('B') ? Operand.Weight(directions, 2 * gates * Hidden).In(-0.5, 0.5) : null,
            with.Contains('L') ? Operand.Fixed(Tensor.Vector(2, 4)) : null,
            with.Contains('H') ? Operand.Weight(directions, Batch, Hidden).In(-1, 1) : null,
            op == "LSTM" && with.Contains('C') ? Operand.Weight(directions, Batch, Hidden).In(-1, 1) : null,
            op == "LSTM" && with.Contains('P') ? Operand.Weight(directions, 3 * Hidden).In(-1, 1) : null,
        ];
        var recurrent = new CompositeCase(op, condition, op == "LSTM" ? operands : operands[..6])
        {
            Outputs = op == "LSTM" ? [.. Outputs] : [.. Outputs[..2]],
        };
        recurrent = recurrent.Set("hidden_size", Hidden);
        return directions == 2 ? recurrent.Set("direction", "bidirectional") : recurrent;
    }
}
