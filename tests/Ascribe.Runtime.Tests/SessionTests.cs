using System.Diagnostics;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Runtime.Tests;

public sealed class SessionTests
{
    [Fact]
    public void Outputs_ComeInTheirOrder()
    {
        using var session = new Session(
            Sample.Model(b =>
            {
                var x = Sample.Input(b);
                b.Output(x * 2, "double");
                return x * 3;
            })
        );
        session.Outputs.ShouldBe(["double", "y"]);
        session.Run(Sample.Feeds([1, 2, 3])).Select(t => t.ToDoubles()[2]).ShouldBe([6, 9]);
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.Float64)]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.UInt64)]
    [InlineData(ElementType.Bool)]
    [InlineData(ElementType.BFloat16)]
    public void Tensors_OfEveryType_PassThrough(ElementType type)
    {
        var tensor = Tensor.Vector(0.0, 1, 1).To(type);
        Through(tensor).ContentEquals(tensor).ShouldBeTrue();
    }

    /// <summary>The optimizations read lent constants too: they fold one of these, and fuse another.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LentConstants_GiveWhatCopiedOnesGive(bool optimize)
    {
        var model = Sample.Model(b =>
        {
            var w = b.Constant(Tensor.Of(Enumerable.Range(0, 9).Select(i => i - 3.5f).ToArray(), 3, 3), "w");
            b.Constant(Tensor.Vector(new float[100]), "unread");
            b.Output(MatMul(Sample.Input(b), Tanh(w)), "folded");
            return MatMul(b["x"], w) + b.Constant(Tensor.Vector(1f, 2, 3), "bias");
        });
        var copied = new SessionSettings { Optimize = optimize };
        Results(model, copied with { LargestCopied = 0 }).ShouldBe(Results(model, copied), 1e-6);

        static double[] Results(Model model, SessionSettings settings)
        {
            using var session = new Session(model, settings);
            return [.. session.Run(Sample.Feeds([1, 2, 3])).SelectMany(t => t.ToDoubles())];
        }
    }

    [Fact]
    public void LentConstant_LivesAsLongAsTheSession()
    {
        using var session = new Session(
            Sample.Model(b =>
                MatMul(Sample.Input(b), b.Constant(Tensor.Filled(ElementType.Float32, [3, 100_000], 1), "w"))
            ),
            SessionSettings.Once
        );
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            // Takes the room of what would have been let go.
            Tensor.Filled(ElementType.Float32, [3, 100_000], -7).Length.ShouldBe(300_000);
            session.Run(Sample.Feeds([1, 2, 3])).Single().ToDoubles().ShouldAllBe(y => y == 6);
        }
    }

    [Fact]
    public void ModelThatReadsAConstantOfAWrongType_IsRefusedWithLentOnes() =>
        Should
            .Throw<ModelException>(() =>
                new Session(
                    Sample.Model(b => MatMul(Sample.Input(b), b.Constant(Tensor.Of(new double[9], 3, 3), "w"))),
                    new SessionSettings { LargestCopied = 0 }
                ).Dispose()
            )
            .Message.ShouldContain("cannot be run");

    [Fact]
    public void Text_PassesThrough()
    {
        var tensor = new Tensor([3], ["a", "", "ü"]);
        Through(tensor).ContentEquals(tensor).ShouldBeTrue();
    }

    [Fact]
    public void EmptyTensors_PassThrough()
    {
        var tensor = Tensor.Of(Array.Empty<float>(), 0, 3);
        Through(tensor).ContentEquals(tensor).ShouldBeTrue();
    }

    /// <summary>ONNX Runtime's own optimization used to break this graph.</summary>
    [Fact]
    public void ProductOfACopyAndAReciprocal_Runs()
    {
        using var session = new Session(
            Sample.Model(b =>
            {
                var x = Sample.Input(b);
                return Identity(x * 2) * (1 / x);
            })
        );
        session.Run(Sample.Feeds([1, 2, 4]))[0].ToDoubles().ShouldBe([2, 2, 2], 1e-6);
    }

    [Fact]
    public void ModelWithAnUnknownOperator_IsRefusedInOneLine() =>
        Complaint(() => Opened(Sample.Model(b => Unary("Nonsense", Sample.Input(b))))).ShouldContain("Nonsense");

    [Fact]
    public void ModelWithAnUnknownOperatorSet_IsRefusedInOneLine()
    {
        var model = Sample.Model(b => Relu(Sample.Input(b)));
        Complaint(() => Opened(model with { Opsets = model.Opsets.SetItem("", 999) })).ShouldContain("999");
    }

    [Theory]
    [InlineData("a wrong extent")]
    [InlineData("a wrong rank")]
    [InlineData("a wrong type")]
    [InlineData("a missing input")]
    [InlineData("an unknown input")]
    [InlineData("an input too many")]
    public void FeedsThatDoNotFit_AreRefusedInOneLine(string what)
    {
        var x = Tensor.Of(new float[6], 2, 3);
        var feeds = what switch
        {
            "a wrong extent" => Fed(("x", Tensor.Of(new float[8], 2, 4))),
            "a wrong rank" => Fed(("x", x.Reshape(6))),
            "a wrong type" => Fed(("x", x.To(ElementType.Float64))),
            "a missing input" => Fed(),
            "an unknown input" => Fed(("z", x)),
            _ => Fed(("x", x), ("z", x)),
        };
        using var session = new Session(Sample.Model(b => Relu(Sample.Input(b))));
        Complaint(() => session.Run(feeds)).ShouldStartWith("running the model failed: ");
    }

    [Fact]
    public void NodeThatFails_IsRefusedInOneLine()
    {
        using var session = new Session(
            Sample.Model(b => Reshape(Sample.Input(b), b.Input("shape", ElementType.Int64, 2)))
        );
        Complaint(() => session.Run(Fed(("x", Tensor.Of(new float[6], 2, 3)), ("shape", Tensor.Vector(5L, 5)))))
            .ShouldContain("Reshape");
    }

    [Fact]
    public void Cancellation_BeforeTheRun_RunsNothing()
    {
        using var session = new Session(Sample.Model(b => Relu(Sample.Input(b))));
        Should.Throw<OperationCanceledException>(() =>
            session.Run(Sample.Feeds([1, 2, 3]), new CancellationToken(true))
        );
    }

    [Fact]
    public void Cancellation_StopsALongRun()
    {
        using var session = new Session(Sample.Long(nodes: 4000));
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var watch = Stopwatch.StartNew();
        Should.Throw<OperationCanceledException>(() => session.Run(Sample.LongFeeds(), source.Token));
        // The whole run takes the better part of a minute.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        // The session is as good as before.
        session.Outputs.ShouldBe(["y"]);
    }

    [Fact]
    public void Runs_GoOnSideBySide()
    {
        using var session = new Session(Sample.Model(b => Exp(Sample.Input(b))));
        Parallel.For(
            0,
            200,
            i => session.Run(Sample.Feeds([i % 5, 0, 1]))[0].ToFloats()[0].ShouldBe(MathF.Exp(i % 5), 1e-4f)
        );
    }

    private static Tensor Through(Tensor tensor)
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", tensor.ElementType, [.. tensor.Shape.Select(_ => new Dim(null))]);
        builder.Output(Identity(x), "y");
        using var session = new Session(Model.Canonical(builder.Build()));
        return session.Run(Fed(("x", tensor)))[0];
    }

    private static void Opened(Model model)
    {
        using var session = new Session(model);
    }

    private static Dictionary<string, Tensor> Fed(params (string, Tensor)[] feeds) =>
        feeds.ToDictionary(f => f.Item1, f => f.Item2, StringComparer.Ordinal);

    private static string Complaint(Action action)
    {
        var message = Should.Throw<ModelException>(action).Message;
        message.ShouldNotContain("\n");
        message.ShouldNotContain("onnxruntime_src");
        message.ShouldNotContain("ErrorCode");
        return message;
    }
}
