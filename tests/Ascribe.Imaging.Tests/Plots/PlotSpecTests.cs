using System.Text.Json;
using System.Text.Json.Nodes;
using Ascribe.Imaging.Plots;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Plots;

public sealed class PlotSpecTests
{
    private static readonly Axis Linear = new("x");

    [Fact]
    public void Spec_OfLines_HoldsEveryPoint()
    {
        var rows = Rows(Sample.Lines);

        rows.Count.ShouldBe(3 * 7);
        var last = rows[20]!;
        var point = Sample.Lines.Lines[2].Points[6];
        last["series"]!.GetValue<string>().ShouldBe("Block Shapley gradients");
        last["x"]!.GetValue<double>().ShouldBe(4096);
        last["y"]!.GetValue<double>().ShouldBe(point.Y);
        last["low"]!.GetValue<double>().ShouldBe(point.Spread!.Value.Low);
        last["high"]!.GetValue<double>().ShouldBe(point.Spread!.Value.High);
    }

    [Fact]
    public void Spec_OfBars_HoldsEveryBarInItsOrder()
    {
        var rows = Rows(Sample.Bars);

        rows.Select(row => row!["category"]!.GetValue<string>())
            .ShouldBe(["Shapley", "random", "zero", "mean", "Shapley", "random", "zero", "mean"]);
        rows[3]!["y"]!.GetValue<double>().ShouldBe(-0.12);
        Texts(Parsed(Sample.Bars)["encoding"]!["x"]!["sort"]!).ShouldBe(["Shapley", "random", "zero", "mean"]);
    }

    [Fact]
    public void Spec_OfPointsWithoutSpread_SaysNothingOfIt()
    {
        var plot = new LinePlot("t", Linear, new("y"), new Series("a", new PlotPoint(1, 2)));

        Rows(plot)[0]!.AsObject().Select(field => field.Key).ShouldBe(["series", "x", "y"]);
        Parsed(plot)["layer"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public void Spec_OfManySeries_GivesNoTwoTheSameLook()
    {
        var plot = new LinePlot(
            "t",
            Linear,
            new("y"),
            [.. Enumerable.Range(0, 56).Select(i => new Series($"{i}", new PlotPoint(i, i)))]
        );

        var spec = Parsed(plot);
        var colors = Texts(spec["encoding"]!["color"]!["scale"]!["range"]!);
        var shapes = Texts(spec["layer"]![1]!["encoding"]!["shape"]!["scale"]!["range"]!);
        colors.Zip(shapes).Distinct().Count().ShouldBe(56);
    }

    [Fact]
    public void Diagonal_OfScatter_SpansTheAxesThatBothAreAlike()
    {
        var spec = Parsed(Sample.Scatter);
        var across = spec["encoding"]!["x"]!["scale"]!["domain"]!.ToJsonString();
        var ends = spec["layer"]![0]!["data"]!["values"]!.AsArray();

        spec["encoding"]!["y"]!["scale"]!["domain"]!.ToJsonString().ShouldBe(across);
        ends.ShouldAllBe(end => end!["x"]!.GetValue<double>() == end["y"]!.GetValue<double>());
        $"[{ends[0]!["x"]},{ends[1]!["x"]}]".ShouldBe(across);
        Parsed(Sample.Scatter with { Diagonal = false })["layer"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void Bars_OnLogarithmicAxis_BeginAtThePowerOfTenBelowAll()
    {
        var bars = Parsed(
            new BarPlot("t", "", new("s", AxisScale.Log), new BarSeries("a", new("m", 0.01), new("n", 3)))
        )["layer"]![0]!["encoding"]!;

        bars["y2"]!["datum"]!.GetValue<double>().ShouldBe(0.001, 1e-12);
        bars["y"]!["scale"]!["domain"]![0]!.GetValue<double>().ShouldBe(0.001, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2.5)]
    public void LogAxis_OfNumberThatIsNotPositive_IsRefused(double number)
    {
        var log = new Axis("error", AxisScale.Log);
        Plot[] plots =
        [
            new LinePlot("t", log, Linear, new Series("a", new(1, 1), new(number, 1))),
            new LinePlot("t", Linear, log, new Series("a", new(1, 1), new(2, number))),
            new LinePlot("t", Linear, log, new Series("a", new PlotPoint(1, 1, new(number, 2)))),
            new ScatterPlot("t", log, Linear, new Series("a", new PlotPoint(number, 1))),
            new BarPlot("t", "", log, new BarSeries("a", new PlotBar("b", number))),
        ];

        foreach (var plot in plots)
            Should
                .Throw<ModelException>(plot.ToSpec)
                .Message.ShouldBe(
                    $"The axis 'error' is logarithmic and has no place for {number}; make it linear, or leave the number out."
                );
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Axis_OfNumberThatIsNotFinite_IsRefused(double number)
    {
        Complaint(new LinePlot("t", Linear, new("y"), new Series("a", new PlotPoint(1, number))))
            .ShouldContain("'y' has no place");
        Complaint(new BarPlot("t", "", new("y"), new BarSeries("a", new PlotBar("b", number))))
            .ShouldContain("'y' has no place");
    }

    [Fact]
    public void Plot_ThatSaysNothingOrTwoThings_IsRefused()
    {
        Complaint(new LinePlot("t", Linear, Linear)).ShouldContain("nothing to show");
        Complaint(new ScatterPlot("t", Linear, Linear, new Series("a"))).ShouldContain("nothing to show");
        Complaint(new BarPlot("t", "", Linear, new BarSeries("a"))).ShouldContain("nothing to show");
        Complaint(Sample.Lines with { Lines = [Sample.Lines.Lines[0], Sample.Lines.Lines[0]] })
            .ShouldContain("two series 'Permutation'");
        Complaint(new BarPlot("t", "", Linear, new BarSeries("a", new("b", 1), new("b", 2))))
            .ShouldContain("two bars in 'b'");
        Complaint(Sample.Lines with { Width = 100, Height = 400 }).ShouldContain("100 × 400 pixels");
    }

    private static string Complaint(Plot plot) => Should.Throw<ModelException>(plot.ToSpec).Message;

    private static JsonNode Parsed(Plot plot) => JsonNode.Parse(plot.ToSpec().ToJsonString())!;

    private static JsonArray Rows(Plot plot) => Parsed(plot)["data"]!["values"]!.AsArray();

    private static string[] Texts(JsonNode array) => array.Deserialize<string[]>()!;
}
