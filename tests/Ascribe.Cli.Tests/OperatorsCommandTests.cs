namespace Ascribe.Cli.Tests;

public sealed class OperatorsCommandTests
{
    [Fact]
    public void OperatorsPage_IsWhatTheCommandPrints()
    {
        var ran = Ran.Ascribe("operators", "--markdown");
        ran.Code.ShouldBe(0, ran.Error);
        var page = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "operators.md"));
        page.ShouldBe(ran.Out, "renew the page: ./ascribe operators --markdown > docs/operators.md");
    }

    [Fact]
    public void ConformancePage_CountsEveryModel()
    {
        var page = File.ReadAllLines(Path.Combine(SharedData.Repository, "docs", "conformance.md"));
        var rows = page.Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(Cells).ToArray();
        var head = page.First(l => l.StartsWith("The ", StringComparison.Ordinal));
        head.ShouldStartWith($"The {rows.Sum(r => r[0])} models");
        head.ShouldContain($"{rows.Sum(r => r[1])} passed, 0 failed, {rows.Sum(r => r[3])} skipped");
        rows.Sum(r => r[4]).ShouldBe(0);

        static int[] Cells(string row) =>
            [
                .. row.Split('|')[2..^1]
                    .Select(cell => int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)),
            ];
    }
}
