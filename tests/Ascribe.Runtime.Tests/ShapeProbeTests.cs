using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Runtime.Tests;

public sealed class ShapeProbeTests
{
    [Fact]
    public void FreeBatch_IsNamedWhereverItAppears()
    {
        var graph = Learnt(b => Transpose(Relu(Sample.Input(b)), 1, 0));
        graph.Info("Relu")!.ToString().ShouldBe("float[N,3] Relu");
        graph.Info("y")!.ToString().ShouldBe("float[3,N] y");
    }

    [Fact]
    public void ElementsOfAnUnknownType_AreRefused()
    {
        var b = new GraphBuilder();
        b.Output(Relu(b.Input("x", (ElementType)22, Dim.Batch, 3)), "y");
        Should
            .Throw<ModelException>(() => ShapeProbe.Example(b.Build()))
            .Message.ShouldBe("the input 'x' is declared to hold elements of type 22, which are not supported.");
    }

    [Fact]
    public void InputsLargerThanTheMemory_AreRefusedBeforeTheyAreMade()
    {
        var b = new GraphBuilder();
        var extent = (long)int.MaxValue / 2;
        foreach (var i in Enumerable.Range(0, (int)(MemoryLimit.Bytes / extent / 8) + 1))
            b.Input($"x{i}", ElementType.Float64, Dim.Batch, extent);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<ModelException>(() => ShapeProbe.Example(b.Build())).Message.ShouldContain("--max-memory");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 22);
    }

    [Fact]
    public void BatchUnderAnotherName_IsCalledN()
    {
        var graph = Learnt(b => Relu(b.Input("x", ElementType.Float32, new Dim(null, "batch"), 3)));
        graph.Inputs.Single().ToString().ShouldBe("float[N,3] x");
    }

    [Fact]
    public void FixedBatch_StaysFixed()
    {
        var graph = Learnt(b => Relu(b.Input("x", ElementType.Float32, 4, 3)));
        graph.Info("y")!.ToString().ShouldBe("float[4,3] y");
        ShapeProbe.HasFreeBatch(graph).ShouldBeFalse();
    }

    [Fact]
    public void Multiples_OfTheBatch_AreNamedSo()
    {
        var graph = Learnt(b => Reshape(Sample.Input(b), -1, 1));
        graph.Info("y")!.ToString().ShouldBe("float[3N,1] y");
    }

    [Fact]
    public void ExtentsThatGrowOtherwise_AreOpen()
    {
        var graph = Learnt(b => Pad(Sample.Input(b), 1, 0, 0, 0));
        graph.Info("y")!.ToString().ShouldBe("float[?,3] y");
    }

    [Fact]
    public void BatchFreeInOneInput_FixedInAnother_IsFreeInside()
    {
        var graph = Learnt(b => MatMul(Sample.Input(b), b.Input("w", ElementType.Float32, 3, 5)));
        graph.Info("y")!.ToString().ShouldBe("float[N,5] y");
        graph.Inputs[1].ToString().ShouldBe("float[3,5] w");
        ShapeProbe.HasFreeBatch(graph).ShouldBeFalse();
    }

    [Fact]
    public void OpenAxes_AreGivenByShapes()
    {
        var model = Sample.Model(b => Relu(Picture(b)));
        var graph = ShapeProbe.Learn(model, Given(1, 3, 8, 6)).Graph;
        graph.Info("y")!.ToString().ShouldBe("float[N,3,8,6] y");
    }

    [Fact]
    public void OpenAxes_WithoutShapes_AreNamed() =>
        Complaint(b => Relu(Picture(b)), null)
            .ShouldBe("axis 2 of the input 'x' is open (float[N,3,H,W] x); give an input, or a shape.");

    [Fact]
    public void Shapes_ThatContradictTheModel_AreRefused()
    {
        Complaint(b => Relu(Picture(b)), Given(1, 4, 8, 6)).ShouldContain("was given [1,4,8,6]");
        Complaint(b => Relu(Picture(b)), Given(1, 3, 8)).ShouldContain("was given [1,3,8]");
    }

    [Fact]
    public void InputWithoutAnyShape_TakesTheGivenOne()
    {
        var model = Sample.Model(b => Relu(b.Input(new ValueInfo("x", ElementType.Float32))));
        ShapeProbe.Learn(model, Given(1, 5)).Graph.Info("y")!.ToString().ShouldBe("float[N,5] y");
        Should.Throw<ModelException>(() => ShapeProbe.Learn(model)).Message.ShouldContain("'x' has no declared shape");
    }

    [Fact]
    public void Types_AreLearntToo()
    {
        var graph = Learnt(b =>
        {
            var x = Sample.Input(b);
            b.Output(Shape(x), "shape");
            return x > 0;
        });
        graph.Info("y")!.ElementType.ShouldBe(ElementType.Bool);
        graph.Info("shape")!.ToString().ShouldBe("int64[2] shape");
    }

    [Fact]
    public void ModelThatCannotRun_IsOneLine() =>
        Complaint(b => MatMul(Sample.Input(b), b.Constant(Tensor.Of(new float[8], 4, 2))), null)
            .ShouldContain("MatMul");

    /// <summary>Files often say nothing of hidden values; the rank that a normalization needs is learnt then.</summary>
    [Fact]
    public void NormalizationBehindAMatrixProduct_IsLoweredAtItsRank()
    {
        var model = Sample.Model(b =>
        {
            Value Vector(float first) => b.Constant(Tensor.Vector(first, 2f));
            var product = MatMul(Sample.Input(b), b.Constant(Tensor.Of([1f, 2, 3, 4, 5, 6], 3, 2)));
            return b.Emit("BatchNormalization", [product, Vector(1), Vector(2), Vector(3), Vector(4)]);
        });
        var canonical = Canonicalization.Apply(model);
        canonical.Graph.Info("y")!.ToString().ShouldBe("float[N,2] y");
        using var before = new Session(model);
        using var after = new Session(canonical);
        var feeds = Sample.Feeds([1, 2, 3]);
        after.Run(feeds)[0].ToDoubles().ShouldBe(before.Run(feeds)[0].ToDoubles(), 1e-4);
    }

    private static Value Picture(GraphBuilder b) =>
        b.Input("x", ElementType.Float32, Dim.Batch, 3, new Dim(null, "H"), new Dim(null, "W"));

    private static Dictionary<string, ImmutableArray<long>> Given(params long[] shape) => new() { ["x"] = [.. shape] };

    private static Graph Learnt(Func<GraphBuilder, Value> write) => ShapeProbe.Learn(Sample.Model(write)).Graph;

    private static string Complaint(Func<GraphBuilder, Value> write, Dictionary<string, ImmutableArray<long>>? shapes)
    {
        var message = Should.Throw<ModelException>(() => ShapeProbe.Learn(Sample.Model(write), shapes)).Message;
        message.ShouldNotContain("\n");
        return message;
    }
}
