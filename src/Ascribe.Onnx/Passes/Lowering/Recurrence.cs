using System.Collections.Immutable;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>LSTM, GRU, RNN → one cell per step and direction, unrolled over a sequence of known length.</summary>
/// <remarks>
/// The inputs of all steps are multiplied at once and taken apart by one Split, whose transpose is one Concat. A sequence
/// that is shorter than the others keeps its state beyond its end, and its output is zero there.
/// </remarks>
internal static class Recurrence
{
    public static void Lower(Composite n)
    {
        if (n.Attributes.Int("layout") != 0)
            throw n.Refused("has the batch in front, which has to be moved before it is unrolled");
        var directions = n.Attributes.Text("direction", "forward") switch
        {
            "forward" => ImmutableArray.Create(false),
            "reverse" => [true],
            "bidirectional" => [false, true],
            var other => throw n.Refused($"has the direction '{other}', which is not known"),
        };
        var steps = n.Extent(0, 0, "the length of the sequence");
        if (steps == 0)
            throw n.Refused("reads a sequence of length 0");
        var masks = Masks(n, steps);
        var runs = directions
            .Select((reverse, d) => Run(n, d, directions.Length, reverse, steps, masks))
            .ToImmutableArray();
        if (n.Gives(0))
            n.Define(
                0,
                Concat([.. Enumerable.Range(0, (int)steps).Select(t => Directions(runs, r => r.Outputs[t]))], 0)
            );
        if (n.Gives(1))
            n.Define(1, Concat([.. runs.Select(r => Unsqueeze(r.Last.Hidden!.Value, 0))], 0));
        if (n.Gives(2))
            n.Define(2, Concat([.. runs.Select(r => Unsqueeze(r.Last.Cell!.Value, 0))], 0));
    }

    /// <summary>[1, D, N, H] of [N, H] from each direction.</summary>
    private static Value Directions(ImmutableArray<Course> runs, Func<Course, Value> pick) =>
        Concat([.. runs.Select(r => Unsqueeze(pick(r), 0, 1))], 1);

    /// <summary>For every step, which sequences have not ended, [N, 1]; none where all go on to the end.</summary>
    private static ImmutableArray<Value> Masks(Composite n, long steps)
    {
        if (n.Optional(4) is not { } lengths)
            return [];
        var column = Unsqueeze(Cast(lengths, ElementType.Int64), 1);
        return [.. Enumerable.Range(0, (int)steps).Select(t => column > n.Builder.Longs(t))];
    }

    private static Course Run(
        Composite n,
        int direction,
        int directions,
        bool reverse,
        long steps,
        ImmutableArray<Value> masks
    )
    {
        var size = n.Attributes.Int("hidden_size", n.Extent(2, 2, "the hidden size"));
        var (input, recurrent) = Biases(n, direction, size);
        var activations = RecurrentActivation.Of(n, RecurrentCell.DefaultActivations(n.Node.Op), directions);
        var count = activations.Length / directions;
        var peepholes = n.Node.Op == "LSTM" && Part(n, 7, direction) is { } p ? n.Split(p, 0, size, size, size) : [];
        var cell = new RecurrentCell(
            n,
            Transpose(Part(n, 2, direction)!.Value, 1, 0),
            recurrent,
            peepholes,
            [.. activations[(direction * count)..((direction + 1) * count)]],
            size
        );
        var product = MatMul(n.X, Transpose(Part(n, 1, direction)!.Value, 1, 0));
        var projected = input is { } bias ? product + bias : product;
        var sides = n.Split(projected, 0, [.. Enumerable.Repeat(1L, (int)steps)]);
        var state = new RecurrentState(Part(n, 5, direction), n.Node.Op == "LSTM" ? Part(n, 6, direction) : null);
        return Unrolled(cell, [.. sides.Select(s => Squeeze(s, 0))], state, reverse, masks);
    }

    private static Course Unrolled(
        RecurrentCell cell,
        ImmutableArray<Value> sides,
        RecurrentState state,
        bool reverse,
        ImmutableArray<Value> masks
    )
    {
        var outputs = new Value[sides.Length];
        for (var i = 0; i < sides.Length; i++)
        {
            var t = reverse ? sides.Length - 1 - i : i;
            var next = cell.Step(sides[t], state);
            if (!masks.IsEmpty)
            {
                outputs[t] = Kept(masks[t], next.Hidden, null)!.Value;
                next = new(Kept(masks[t], next.Hidden, state.Hidden), Kept(masks[t], next.Cell, state.Cell));
            }
            else
                outputs[t] = next.Hidden!.Value;
            state = next;
        }
        return new([.. outputs], state);
    }

    private static Value? Kept(Value mask, Value? next, Value? before) =>
        next is { } value ? Where(mask, value, before ?? value.Like(0)) : null;

    /// <summary>The input's side and the recurrent side of the bias, [gates·H] each.</summary>
    private static (Value? Input, Value? Recurrent) Biases(Composite n, int direction, long size)
    {
        if (Part(n, 3, direction) is not { } bias)
            return (null, null);
        var gates = n.Node.Op switch
        {
            "LSTM" => 4,
            "GRU" => 3,
            _ => 1,
        };
        var parts = n.Split(bias, 0, gates * size, gates * size);
        return (parts[0], parts[1]);
    }

    /// <summary>What of an input belongs to a direction.</summary>
    private static Value? Part(Composite n, int input, int direction) =>
        n.Optional(input) is { } value ? Squeeze(Slice(value, [direction], [direction + 1], [0]), 0) : null;

    /// <summary>What one direction gives: an output per step, and the state behind the last.</summary>
    private sealed record Course(ImmutableArray<Value> Outputs, RecurrentState Last);
}
