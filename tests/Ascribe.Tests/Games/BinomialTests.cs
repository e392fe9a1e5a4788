using System.Numerics;
using Ascribe.Games;

namespace Ascribe.Tests.Games;

public sealed class BinomialTests
{
    [Fact]
    public void Of_UpToFiftyThree_IsPascalsTriangle()
    {
        BigInteger[] row = [1];
        for (var n = 0; n <= 53; n++)
        {
            for (var k = 0; k <= n; k++)
                Binomial.Of(n, k).ShouldBe((double)row[k], $"C({n}, {k})");
            row = [1, .. row.Zip(row.Skip(1), (a, b) => a + b), 1];
        }
    }

    [Fact]
    public void Of_Outside_IsZero()
    {
        Binomial.Of(5, -1).ShouldBe(0);
        Binomial.Of(5, 6).ShouldBe(0);
    }

    [Fact]
    public void Of_MoreThanADoubleHolds_IsInfinite() => Binomial.Of(2000, 1000).ShouldBe(double.PositiveInfinity);
}
