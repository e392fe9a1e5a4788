namespace Ascribe.Imaging.Tests;

public sealed class LettersTests
{
    [Fact]
    public void Width_IsTheSumOfTheLettersWidths()
    {
        // In thousandths: W 989, i 278, a space 318; what is not ASCII is as wide as a digit about.
        Letters.Width("Wi ", 1000).ShouldBe(989 + 278 + 318);
        Letters.Width("ρ", 1000).ShouldBe(640);
        Letters.Width("W", 10, bold: true).ShouldBe(11.03, 1e-12);
        Letters.Width("", 10).ShouldBe(0);
    }

    [Fact]
    public void Lines_AreNoWiderThanTheRoom_AndLoseNoWord()
    {
        const string Text = "Aumann–Shapley attribution at a layer, with the mean of the references";
        var lines = Letters.Lines(Text, 120, 12);
        lines.Length.ShouldBeGreaterThan(3);
        lines.ShouldAllBe(line => Letters.Width(line, 12) <= 120 || !line.Contains(' '));
        string.Join(' ', lines).ShouldBe(Text);
    }

    [Fact]
    public void Fit_ShortensToWhatFits()
    {
        var style = new TextStyle { Size = 10 };
        style.Fit("iiiiiiiiii", 28).ShouldBe("iiiiiiiiii");
        style.Fit("WWWWWWWWWW", 50).ShouldBe("WWWW…");
    }
}
