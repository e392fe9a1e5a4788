using System.Collections.Immutable;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>What a recurrent operator remembers from one step to the next; null stands for zeros.</summary>
internal readonly record struct RecurrentState(Value? Hidden, Value? Cell);

/// <summary>One direction of a recurrent operator: weights by gate, and what one step computes.</summary>
/// <param name="Node">The operator.</param>
/// <param name="Recurrent">Rᵀ, [H, gates·H].</param>
/// <param name="RecurrentBias">The bias on the recurrent side, [gates·H]; null for zeros.</param>
/// <param name="Peepholes">Pi, Po, Pf, [H] each; empty for zeros.</param>
/// <param name="Activations">f, g, h as far as the operator has them.</param>
/// <param name="Size">H, the hidden size.</param>
internal sealed record RecurrentCell(
    Composite Node,
    Value Recurrent,
    Value? RecurrentBias,
    ImmutableArray<Value> Peepholes,
    ImmutableArray<RecurrentActivation> Activations,
    long Size
)
{
    private float Clip => Node.Attributes.Float("clip");

    /// <summary>The activations of one direction where the operator states none; their number tells the operators apart.</summary>
    public static string[] DefaultActivations(string op) =>
        op switch
        {
            "LSTM" => ["Sigmoid", "Tanh", "Tanh"],
            "GRU" => ["Sigmoid", "Tanh"],
            _ => ["Tanh"],
        };

    /// <summary>One step.</summary>
    /// <param name="x">Wᵀ·x + bias of the input side, [N, gates·H].</param>
    /// <param name="state">The state before.</param>
    public RecurrentState Step(Value x, RecurrentState state) =>
        Node.Node.Op switch
        {
            "LSTM" => LongShortTerm(x, state),
            "GRU" => new(Gated(x, state.Hidden), null),
            _ => new(F(0, WithBias(Plus(x, state.Hidden, Recurrent))), null),
        };

    /// <summary>i, o, f = f(…), c̃ = g(…), C′ = f·C + i·c̃, H′ = o·h(C′).</summary>
    private RecurrentState LongShortTerm(Value x, RecurrentState state)
    {
        var gates = Gates(WithBias(Plus(x, state.Hidden, Recurrent)), 4);
        var input = F(0, Peeped(gates[0], 0, state.Cell));
        var candidate = F(1, gates[3]);
        var cell = input * candidate;
        if (state.Cell is { } before)
        {
            var coupled = Node.Attributes.Int("input_forget") != 0;
            var forget = coupled ? 1 - input : F(0, Peeped(gates[2], 2, before));
            cell = forget * before + cell;
        }
        var output = F(0, Peeped(gates[1], 1, cell));
        // What is clipped are the sums that enter the gates; the cell is none of them.
        return new(output * Activations[2].Of(cell, 0), cell);
    }

    /// <summary>z, r = f(…), h̃ = g(… r …), H′ = (1 − z)·h̃ + z·H.</summary>
    private Value Gated(Value x, Value? hidden)
    {
        var (sides, weights) = (Gates(x, 3), Gates(Recurrent, 3));
        var bias = RecurrentBias is { } b ? Gates(b, 3, axis: 0) : [];
        var update = F(0, Recurred(0, hidden));
        var reset = F(0, Recurred(1, hidden));
        Value candidate;
        if (Node.Attributes.Int("linear_before_reset") != 0)
        {
            Value? inner = hidden is { } h ? MatMul(h, weights[2]) : null;
            inner = (inner, bias) switch
            {
                ({ } product, []) => product,
                ({ } product, _) => product + bias[2],
                (null, []) => null,
                (null, _) => bias[2],
            };
            candidate = F(1, inner is { } i ? sides[2] + reset * i : sides[2]);
        }
        else
            candidate = F(1, Recurred(2, hidden is { } h ? reset * h : null));
        var fresh = (1 - update) * candidate;
        return hidden is { } old ? fresh + update * old : fresh;

        Value Recurred(int gate, Value? state)
        {
            var sum = Plus(sides[gate], state, weights[gate]);
            return bias.IsEmpty ? sum : sum + bias[gate];
        }
    }

    private Value F(int which, Value x) => Activations[which].Of(x, Clip);

    private Value WithBias(Value x) => RecurrentBias is { } bias ? x + bias : x;

    private Value Peeped(Value gate, int which, Value? cell) =>
        cell is { } c && !Peepholes.IsEmpty ? gate + Peepholes[which] * c : gate;

    private ImmutableArray<Value> Gates(Value x, int count, long axis = 1) =>
        Node.Split(x, axis, [.. Enumerable.Repeat(Size, count)]);

    private static Value Plus(Value x, Value? state, Value weight) => state is { } h ? x + MatMul(h, weight) : x;
}
