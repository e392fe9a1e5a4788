namespace Ascribe.Imaging.Tests;

public sealed class ColorMapTests
{
    /// <summary>Both maps by name.</summary>
    public static TheoryData<string> Maps { get; } = ["diverging", "sequential"];

    [Theory]
    [MemberData(nameof(Maps))]
    public void Map_AtItsAnchors_HasTheirColors(string name)
    {
        foreach (var (value, color) in Map(name).Anchors)
            Map(name).At(value).ShouldBe(color);
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Map_BeyondItsEnds_KeepsTheEndsColor(string name)
    {
        var map = Map(name);
        map.At(double.PositiveInfinity).ShouldBe(map.Anchors[^1].Color);
        map.At(-7).ShouldBe(map.Anchors[0].Color);
        Should.Throw<ArgumentOutOfRangeException>(() => map.At(double.NaN));
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Map_InEqualSteps_ChangesEqually(string name)
    {
        var map = Map(name);
        var colors = Enumerable
            .Range(0, 17)
            .Select(i => OkLab.Of(map.At(map.From + i / 16.0 * (1 - map.From))))
            .ToList();
        var steps = colors.Zip(colors.Skip(1), (a, b) => a.DistanceTo(b)).ToList();
        // Where a step cuts a corner at an anchor it is a little shorter.
        (steps.Min() / steps.Max()).ShouldBeGreaterThan(0.75);
    }

    [Fact]
    public void Diverging_IsNeutralInTheMiddleAndEquallyDarkOnBothSides()
    {
        var middle = ColorMap.Diverging.At(0);
        (middle.Red == middle.Green && middle.Green == middle.Blue).ShouldBeTrue();
        var before = OkLab.Of(middle).Lightness;
        for (var value = 0.125; value <= 1; value += 0.125)
        {
            var (high, low) = (OkLab.Of(ColorMap.Diverging.At(value)), OkLab.Of(ColorMap.Diverging.At(-value)));
            Math.Abs(high.Lightness - low.Lightness).ShouldBeLessThan(0.02);
            high.Lightness.ShouldBeLessThan(before);
            before = high.Lightness;
        }
    }

    [Fact]
    public void Sequential_DarkensAllTheWay()
    {
        var lightness = Enumerable
            .Range(0, 21)
            .Select(i => OkLab.Of(ColorMap.Sequential.At(i / 20.0)).Lightness)
            .ToList();
        lightness.ShouldBe(lightness.OrderDescending());
    }

    /// <summary>Rows of the linear-RGB matrices for total loss of one cone (Machado, Oliveira and Fernandes 2009).</summary>
    public static TheoryData<string, double[]> Blindness { get; } =
        new()
        {
            { "protan", [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998] },
            { "deutan", [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881] },
            { "tritan", [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900] },
        };

    [Theory]
    [MemberData(nameof(Blindness))]
    public void Diverging_ForTheColorBlind_KeepsItsSidesApart(string kind, double[] matrix)
    {
        foreach (var value in (double[])[0.5, 1])
        {
            var high = OkLab.Of(Seen(ColorMap.Diverging.At(value), matrix));
            var low = OkLab.Of(Seen(ColorMap.Diverging.At(-value), matrix));
            // Ten times what is just told apart (about 0.02).
            high.DistanceTo(low).ShouldBeGreaterThan(value == 1 ? 0.2 : 0.13, kind);
        }
    }

    private static ColorMap Map(string name) => name == "diverging" ? ColorMap.Diverging : ColorMap.Sequential;

    private static Rgb Seen(Rgb color, double[] matrix)
    {
        double[] linear = [Linear(color.Red), Linear(color.Green), Linear(color.Blue)];
        var seen = Enumerable
            .Range(0, 3)
            .Select(row => Encoded(linear.Select((v, i) => v * matrix[row * 3 + i]).Sum()));
        return seen.ToArray() is [var red, var green, var blue] ? new(red, green, blue) : default;
    }

    private static double Linear(byte value) =>
        value <= 10 ? value / 255.0 / 12.92 : Math.Pow((value / 255.0 + 0.055) / 1.055, 2.4);

    private static byte Encoded(double linear)
    {
        var value = Math.Clamp(linear, 0, 1);
        return (byte)Math.Round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * Math.Pow(value, 1 / 2.4) - 0.055));
    }
}
