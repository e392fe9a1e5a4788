using System.Diagnostics;
using System.Runtime.InteropServices;
using Ascribe.Onnx;

namespace Ascribe.Runtime.Tests;

public sealed class OrderedRunsTests : IDisposable
{
    private readonly Session session = new(
        Sample.Model(b => Op.ReduceSum(Op.Exp(Op.Tanh(Sample.Input(b))), [0, 1], keepDims: false))
    );

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(32)]
    public void Results_ComeInOrder_WhateverTheNumberOfWorkers(int workers)
    {
        var (order, sum) = Sum(workers);
        order.ShouldBe(Enumerable.Range(0, 60));
        // Every bit agrees, because the order of adding does.
        sum.ShouldBe(Sum(1).Sum);
    }

    [Fact]
    public void ResultsThatAreLent_LieInMemoryThatServesAgain()
    {
        // Results of 64 KiB, of which 40 would be there side by side.
        using var lending = new Session(
            Sample.Model(b => Op.Expand(Op.Slice(Sample.Input(b), [0, 0], [1, 1], [0, 1]), b.Longs(1, 1 << 14))),
            SessionSettings.Default with
            {
                LendsResults = true,
            }
        );
        var places = new HashSet<byte[]>(ReferenceEqualityComparer.Instance);
        var numbers = new List<float>();
        OrderedRuns.Run(
            lending,
            Feeds(40),
            2,
            (_, outputs) =>
            {
                MemoryMarshal.TryGetArray(outputs[0].Bytes, out var place).ShouldBeTrue();
                places.Add(place.Array!);
                numbers.Add(outputs[0].ToFloats().Distinct().Single());
            },
            TestContext.Current.CancellationToken
        );
        places.Count.ShouldBeLessThan(20);
        numbers.ShouldBe(Enumerable.Range(0, 40).Select(i => (float)(0.1 + i)));
    }

    [Fact]
    public void NoFeeds_AreNoRuns() =>
        OrderedRuns.Run(
            session,
            [],
            4,
            (_, _) => Assert.Fail("nothing was to run"),
            TestContext.Current.CancellationToken
        );

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void FailureInTheMiddle_IsTheOneReported_AndEndsTheRuns(int workers)
    {
        var made = 0;
        var taken = new List<int>();
        var bad = Tensor.Of(new float[4], 1, 4);
        var feeds = Feeds(1000).Select((f, i) => ++made is var _ && i == 10 ? Fed(bad) : f);
        Should
            .Throw<ModelException>(() =>
                OrderedRuns.Run(session, feeds, workers, (i, _) => taken.Add(i), CancellationToken.None)
            )
            .Message.ShouldStartWith("running the model failed");
        taken.ShouldBe(Enumerable.Range(0, taken.Count));
        taken.Count.ShouldBeLessThanOrEqualTo(10);
        made.ShouldBeLessThan(1000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void FailureOfWhatTakesOrMakes_IsReported(int workers)
    {
        Should
            .Throw<InvalidOperationException>(() =>
                Run(Feeds(100), workers, (i, _) => FailAt(7, i, new InvalidOperationException("full")))
            )
            .Message.ShouldBe("full");
        Should
            .Throw<InvalidOperationException>(() =>
                Run(Feeds(100).Select((f, i) => i == 7 ? throw new InvalidOperationException("dry") : f), workers)
            )
            .Message.ShouldBe("dry");
    }

    [Fact]
    public void CancellationOfSomebodyElse_IsNotSwallowed() =>
        Should.Throw<OperationCanceledException>(() =>
            Run(Feeds(10), 2, (i, _) => FailAt(3, i, new OperationCanceledException("theirs")))
        );

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Cancellation_InTheMiddle_EndsTheRuns(int workers)
    {
        using var source = new CancellationTokenSource();
        var taken = 0;
        Should.Throw<OperationCanceledException>(() =>
            OrderedRuns.Run(
                session,
                Feeds(100_000),
                workers,
                (i, _) =>
                {
                    taken++;
                    if (i == 20)
                        source.Cancel();
                },
                source.Token
            )
        );
        taken.ShouldBeLessThan(100);
    }

    [Fact]
    public void Cancellation_EndsRunsThatAreUnderWay()
    {
        using var slow = new Session(Sample.Long(nodes: 4000));
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var watch = Stopwatch.StartNew();
        Should.Throw<OperationCanceledException>(() =>
            OrderedRuns.Run(slow, [Sample.LongFeeds(), Sample.LongFeeds()], 2, (_, _) => { }, source.Token)
        );
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private static void FailAt(int place, int index, Exception failure)
    {
        if (index == place)
            throw failure;
    }

    private (List<int> Order, float Sum) Sum(int workers)
    {
        var (order, sum) = (new List<int>(), 0f);
        Run(
            Feeds(60),
            workers,
            (i, outputs) =>
            {
                order.Add(i);
                sum += outputs[0].ToFloats()[0];
            }
        );
        return (order, sum);
    }

    private void Run(
        IEnumerable<IReadOnlyDictionary<string, Tensor>> feeds,
        int workers,
        Action<int, System.Collections.Immutable.ImmutableArray<Tensor>>? take = null
    ) => OrderedRuns.Run(session, feeds, workers, take ?? ((_, _) => { }), CancellationToken.None);

    /// <summary>Sizes that differ, so that runs overtake one another.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, Tensor>> Feeds(int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => Fed(Tensor.Filled(ElementType.Float32, [1 + 400 * (7 - i % 7), 3], 0.1 + i)));

    private static Dictionary<string, Tensor> Fed(Tensor x) => new() { ["x"] = x };
}
