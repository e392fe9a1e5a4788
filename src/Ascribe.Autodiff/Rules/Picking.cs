using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of operators that pick elements by their place.</summary>
internal static class Picking
{
    /// <summary>What was picked is added back at the place that it came from; what was picked twice gets both.</summary>
    public static Value GatherTranspose(Primal n, Value dy)
    {
        var axis = n.Axis("axis", 0, n.X.Rank);
        // However many axes the indices have, they are one axis of the picked rows here.
        var rows = Extent.Reshape(dy, [.. Extent.Of(n.X, ..axis), -1, .. Extent.Of(n.X, (axis + 1)..)]);
        return AddedBack(rows, n.W, axis, [.. Extent.Of(n.X, ..)]);
    }

    /// <summary>Each element goes back along one axis to the index that stands in its place.</summary>
    public static Value GatherElementsTranspose(Primal n, Value dy)
    {
        var attributes = Attributes.None.With("axis", n.Axis("axis", 0, n.X.Rank)).With("reduction", "add");
        return dy.Builder.Emit("ScatterElements", [Zeros(Shape(n.X), dy.ElementType), n.W, dy], attributes);
    }

    public static Value GatherNDTranspose(Primal n, Value dy)
    {
        var leading = (int)n.Attributes.Int("batch_dims");
        var add = Attributes.None.With("reduction", "add");
        var zeros = Zeros(Shape(n.X), dy.ElementType);
        var places = leading == 0 ? n.W : WithLeadingPlaces(n, leading);
        return dy.Builder.Emit("ScatterND", [zeros, places, dy], add);
    }

    /// <summary>Like Gather at the places where the condition holds; without an axis, of the elements in a row.</summary>
    public static Value CompressTranspose(Primal n, Value dy)
    {
        var places = Unary("NonZero", n.W);
        if (n.Attributes.Has("axis"))
            return AddedBack(dy, places, n.Axis("axis", 0, n.X.Rank), [.. Extent.Of(n.X, ..)]);
        var size = Reshape(Unary("Size", n.X), 1);
        var zeros = Zeros(size, dy.ElementType);
        var row = dy.Builder.Emit("ScatterElements", [zeros, Reshape(places, -1), dy], Attributes.None.With("axis", 0));
        return Shaping.ReshapeLike(row, n.X);
    }

    /// <summary>y = off + (on − off)·mask, so that each of the two numbers gets what came back where it stands.</summary>
    public static Value? OneHotTranspose(Primal n, Value dy, int input)
    {
        // Indices and depth may be floating, and still mean whole numbers.
        if (input != 2)
            return Zeros(Shape(n.Input(input)), n.Input(input).ElementType);
        var b = dy.Builder;
        var offOn = b.Constant(Tensor.Vector(0.0, 1.0).To(dy.ElementType), hint: "off_on");
        var mask = b.Emit("OneHot", [n.X, n.W, offOn], n.Attributes);
        return Concat([Total(dy * (1 - mask)), Total(dy * mask)], 0);

        static Value Total(Value x) => ReduceSum(Reshape(x, -1), [0]);
    }

    /// <summary>The values come from distinct places, which the operator itself gives.</summary>
    public static Value TopKAdjoint(Primal n, Value dy) =>
        dy.Builder.Emit(
            "ScatterElements",
            [Zeros(Shape(n.X), dy.ElementType), n.OptionalOutput(1), dy],
            Attributes.None.With("axis", n.Axis("axis", -1, n.X.Rank))
        );

    /// <summary>Distinct entries come from where they stand first.</summary>
    public static Value UniqueAdjoint(Primal n, Value dy)
    {
        var places = n.OptionalOutput(1);
        if (n.Attributes.Has("axis"))
            return AddedBack(dy, places, n.Axis("axis", 0, n.X.Rank), [.. Extent.Of(n.X, ..)]);
        var zeros = Zeros(Reshape(Unary("Size", n.X), 1), dy.ElementType);
        return Shaping.ReshapeLike(
            dy.Builder.Emit("ScatterElements", [zeros, places, dy], Attributes.None.With("axis", 0)),
            n.X
        );
    }

    /// <summary>A reversed stretch is reversed once more.</summary>
    public static Value ReverseSequenceTranspose(Primal n, Value dy) =>
        Binary("ReverseSequence", dy, n.W, n.Attributes);

    /// <summary>Rows added to zeros along an axis, each at its place.</summary>
    /// <param name="rows">What is added.</param>
    /// <param name="places">A place for every entry of that axis, in any shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="shape">The shape of the result.</param>
    public static Value AddedBack(Value rows, Value places, int axis, ReadOnlySpan<Extent> shape)
    {
        var b = rows.Builder;
        var column = new long[shape.Length];
        Array.Fill(column, 1);
        column[axis] = -1;
        return b.Emit(
            "ScatterElements",
            [Zeros(Extent.Vector(b, shape), rows.ElementType), Expand(Reshape(places, column), Shape(rows)), rows],
            Attributes.None.With("axis", axis).With("reduction", "add")
        );
    }

    /// <summary>The indices of a GatherND with the place along every leading axis before them, as if there were no batch_dims.</summary>
    private static Value WithLeadingPlaces(Primal n, int leading)
    {
        var b = n.Builder;
        var (rank, leads) = (n.W.Rank, new List<Value>());
        var entry = Extent.Vector(b, [.. Extent.Of(n.W, ..^1), 1]);
        for (var axis = 0; axis < leading; axis++)
        {
            var column = new long[rank];
            Array.Fill(column, 1);
            column[axis] = -1;
            leads.Add(Expand(Reshape(Extent.Of(n.W, axis).Places(b), column), entry));
        }
        return Concat([.. leads, n.W], rank - 1);
    }
}
