using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests.Lowering;

public sealed class RecurrenceTests
{
    [Theory]
    [InlineData("LSTM", 4)]
    [InlineData("GRU", 3)]
    [InlineData("RNN", 1)]
    public void Examples_StayApart_AndAnyNumberOfThemFits(string op, int gates)
    {
        var model = Canonicalization.Apply(Sequences(op, gates, length: 5));
        model.Graph.Outputs.Single().ToString().ShouldBe("float[N,5,2] y");
        var gradient = Sample.Gradient(model, "x");
        var many = Sample.Singles(1, 3, 5, 4);
        var together = Sample.Run(gradient, ("x", many))["gradient/x"];
        var apart = Enumerable.Range(0, 3).SelectMany(i => Sample.Run(gradient, ("x", many.Rows(i, 1)))["gradient/x"]);
        together.ShouldBeCloseTo([.. apart], 1e-6, "the gradient");
    }

    [Theory]
    [InlineData("LSTM", 4)]
    [InlineData("GRU", 3)]
    [InlineData("RNN", 1)]
    public void BatchInFront_IsTheSameWithTransposedEnds(string op, int gates)
    {
        Tensor[] operands = [Sample.Singles(1, 3, 5, 4), Sample.Singles(4, 3, 1, 2)];
        var front = Run(BatchFirst(layout: 1), operands);
        var behind = Run(BatchFirst(layout: 0), [Swapped(operands[0]), Swapped(operands[1])]);
        // y is [N, S, D, H] here and [S, D, N, H] there; with one direction that is one exchange of axes.
        front[0].Shape.ShouldBe([3, 5, 1, 2]);
        Swapped(front[0].Reshape(3, 5, 2)).ToDoubles().ShouldBeCloseTo(behind[0].ToDoubles(), 1e-6, "y");
        front[1].Shape.ShouldBe([3, 1, 2]);
        front[1].ToDoubles().ShouldBeCloseTo(behind[1].ToDoubles(), 1e-6, "y_h");

        Model BatchFirst(int layout)
        {
            var b = new GraphBuilder();
            var x = b.Input("x", ElementType.Float32, layout == 1 ? [3, 5, 4] : [5, 3, 4]);
            var h = b.Input("h", ElementType.Float32, layout == 1 ? [3, 1, 2] : [1, 3, 2]);
            var settings = Attributes.None.With("hidden_size", 2).With("layout", layout);
            var y = b.Emit(op, [x, Weight(b, 2, gates, 4), Weight(b, 3, gates, 2), null, null, h], 2, settings);
            b.Output(y[0], "y");
            b.Output(y[1], "y_h");
            return Canonicalization.Apply(Model.Canonical(b.Build()));
        }
    }

    [Fact]
    public void LengthThatIsNotKnown_IsNamed()
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, new Dim(null, "time"), 1, 4);
        var settings = Attributes.None.With("hidden_size", 2);
        b.Output(b.Emit("RNN", [x, Weight(b, 2, 1, 4), Weight(b, 3, 1, 2)], settings), "y");
        var complaint = Should.Throw<ModelException>(() => Canonicalization.Apply(Model.Canonical(b.Build())));
        complaint.Message.ShouldBe(
            "RNN → 'RNN' needs the length of the sequence, axis 0 of 'x', as a number; fix the shape of the input that it comes from (--shape NAME=…)."
        );
    }

    private static Model Sequences(string op, int gates, long length)
    {
        var b = new GraphBuilder();
        var x = Op.Transpose(b.Input("x", ElementType.Float32, Dim.Batch, length, 4), 1, 0, 2);
        var settings = Attributes.None.With("hidden_size", 2);
        var y = b.Emit(op, [x, Weight(b, 2, gates, 4), Weight(b, 3, gates, 2)], settings);
        b.Output(Op.Transpose(Op.Squeeze(y, 1), 1, 0, 2), "y");
        return Model.Canonical(b.Build());
    }

    private static Value Weight(GraphBuilder b, int seed, int gates, long columns) =>
        b.Constant(Sample.Singles(seed, 1, 2 * gates, columns), hint: "w");

    private static ImmutableArray<Tensor> Run(Model model, Tensor[] operands)
    {
        using var session = new Session(model);
        return session.Run(new Dictionary<string, Tensor> { ["x"] = operands[0], ["h"] = operands[1] });
    }

    private static Tensor Swapped(Tensor tensor)
    {
        var (rows, columns, depth) = ((int)tensor.Shape[0], (int)tensor.Shape[1], (int)tensor.Shape[2]);
        var numbers = tensor.ToFloats();
        var swapped = new float[numbers.Length];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            numbers.AsSpan((i * columns + j) * depth, depth).CopyTo(swapped.AsSpan((j * rows + i) * depth));
        return Tensor.Of(swapped, columns, rows, depth);
    }
}
