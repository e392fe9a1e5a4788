using Ascribe.Imaging.Plots;

namespace Ascribe.Imaging.Tests.Plots;

public sealed class AxisDomainTests
{
    private static readonly Axis Linear = new("x");
    private static readonly Axis Log = new("x", AxisScale.Log);

    [Fact]
    public void Domain_OfNumbers_LeavesRoomAtBothEnds()
    {
        AxisDomain.Of(Linear, [3, 1, 2]).ShouldBe(new(0.94, 3.06));
        var log = AxisDomain.Of(Log, [100, 1]);
        log.Low.ShouldBe(Math.Pow(10, -0.06), 1e-12);
        log.High.ShouldBe(Math.Pow(10, 2.06), 1e-9);
    }

    [Fact]
    public void Domain_WithEndsAskedFor_KeepsThemUnlessNumbersLieBeyond()
    {
        AxisDomain.Of(Linear with { From = 0, To = 1 }, [0.2, 0.9]).ShouldBe(new(0, 1));
        AxisDomain.Of(Linear with { From = 0, To = 1 }, [0.2, 2]).ShouldBe(new(0, 2.06));
        AxisDomain.Of(Log with { From = 1, To = 10 }, [2]).ShouldBe(new(1, 10));
    }

    [Theory]
    [InlineData(AxisScale.Linear, 0)]
    [InlineData(AxisScale.Linear, -7)]
    [InlineData(AxisScale.Linear, double.MaxValue)]
    [InlineData(AxisScale.Log, 1)]
    [InlineData(AxisScale.Log, 1e-300)]
    public void Domain_OfOneNumber_HasAnExtent(AxisScale scale, double number)
    {
        var domain = AxisDomain.Of(new("x", scale), [number]);

        domain.Low.ShouldBeLessThan(domain.High);
        double.IsFinite(domain.High).ShouldBeTrue();
        number.ShouldBeInRange(domain.Low, domain.High);
    }

    [Fact]
    public void Ticks_OfLogAxis_ArePowersOfTenAndMoreWhereThoseAreFew()
    {
        new AxisDomain(0.5, 2e4).LogTicks().ShouldBe([1, 10, 100, 1000, 10000]);
        new AxisDomain(1, 100).LogTicks().ShouldBe([1, 2, 5, 10, 20, 50, 100]);
        new AxisDomain(3, 8.5).LogTicks().ShouldBe([3, 4, 5, 6, 7, 8]);
        new AxisDomain(1e-12, 1e12).LogTicks().Select(Math.Log10).ShouldBe([-12, -9, -6, -3, 0, 3, 6, 9, 12], 1e-9);
    }
}
