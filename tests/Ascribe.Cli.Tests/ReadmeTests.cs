using System.Text.RegularExpressions;

namespace Ascribe.Cli.Tests;

public sealed partial class ReadmeTests
{
    private const string Readme = "README.md";
    private static readonly string[] Pages =
    [
        "docs/shapley.md",
        "docs/methods.md",
        "docs/baselines.md",
        "docs/evaluate.md",
        "docs/pruning.md",
        "docs/repair.md",
    ];

    public static TheoryData<string> Commands() =>
        [
            .. Pages
                .SelectMany(page => Blocks(page, "sh"))
                .Prepend(Blocks(Readme, "sh")[1])
                .SelectMany(block => block.Split('\n'))
                .Where(l => l.StartsWith("./ascribe", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_RunsAsItStands(string command)
    {
        Assert.SkipUnless(Directory.Exists(SharedData.Root), $"{SharedData.Root} is not there; set ASCRIBE_DATA.");
        var ran = Ran.Program("bash", ["-c", command.Replace("../shared", SharedData.Root, StringComparison.Ordinal)]);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Out.ShouldNotBeEmpty();
    }

    [Fact]
    public void QuickStart_IsCloneDemoTest()
    {
        var lines = Blocks(Readme, "sh")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith("git clone ");
        lines[1..].ShouldBe(["./ascribe demo", "./test"]);
    }

    [Fact]
    public void Sample_IsTheCodeThatTheTestsRun()
    {
        var source = File.ReadAllText(
            Path.Combine(SharedData.Repository, "tests", "Ascribe.Cli.Tests", "ReadmeSampleTests.cs")
        );
        var executed = Words(source);
        foreach (
            var line in Blocks(Readme, "csharp")
                .Single()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(l => !l.StartsWith("using Ascribe", StringComparison.Ordinal))
        )
            executed.ShouldContain(Words(line));
    }

    private static string Words(string text) => Whitespace().Replace(text, "");

    private static string[] Blocks(string document, string language) =>
        [
            .. Block()
                .Matches(File.ReadAllText(Path.Combine(SharedData.Repository, document)))
                .Where(m => m.Groups["language"].Value == language)
                .Select(m => m.Groups["text"].Value),
        ];

    [GeneratedRegex(
        @"```(?<language>\w+)\n(?<text>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Whitespace();
}
