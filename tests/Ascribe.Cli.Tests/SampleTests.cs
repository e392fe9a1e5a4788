using System.Text.Json;
using System.Text.RegularExpressions;
using Ascribe.Onnx;

namespace Ascribe.Cli.Tests;

/// <summary>The samples, as their readers run them.</summary>
public sealed partial class SampleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Models => [.. Under("*.onnx")];

    public static TheoryData<string> Programs => [.. Under("*.cs")];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_IsInspectedWithoutShapes_AndLacksNoRule(string model)
    {
        var ran = Ran.Ascribe("inspect", model, "--json");
        ran.Code.ShouldBe(0, ran.Error);
        var inspection = JsonDocument.Parse(ran.Out).RootElement;
        inspection.GetProperty("without_rule").GetArrayLength().ShouldBe(0);
        var values = Model.Load(Whole(model)).Graph.Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0);
        inspection
            .GetProperty("layers")
            .EnumerateArray()
            .Select(l => l.GetProperty("name").GetString())
            .ShouldBe(values);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_RunsAsItSays(string program)
    {
        var command = Command().Match(File.ReadAllText(Whole(program))).Groups["command"].Value;
        command.ShouldStartWith("dotnet run -c Release samples/");
        var ran = Ran.Program(
            "bash",
            ["-c", command.Replace("digits.html", folder["digits.html"], StringComparison.Ordinal)]
        );
        ran.Code.ShouldBe(0, ran.Error + ran.Out);
        ran.Out.ShouldNotBeEmpty();
    }

    [Fact]
    public void Texts_AreExplainedTokenByToken()
    {
        File.WriteAllText(folder["texts.txt"], "a puzzle game for two players\n\nfonts for Arabic script\n");
        var examples = Explained("text/topics.onnx", "--input", folder["texts.txt"], "--text", "library of sounds");
        examples.Length.ShouldBe(3);
        examples[0].GetProperty("target").GetString().ShouldBe("games");
        examples[1].GetProperty("target").GetString().ShouldBe("fonts");
        examples[1].GetProperty("name").GetString().ShouldBe("fonts for Arabic script");
        var tokens = Contributions(examples[0]).ToArray();
        tokens.Select(t => t.Name).ShouldBe(["[CLS]", "a", "puzzle", "game", "for", "two", "player", "##s", "[SEP]"]);
        tokens.MaxBy(t => t.Value).Name.ShouldBe("game");
        tokens
            .Sum(t => t.Value)
            .ShouldBe(
                examples[0].GetProperty("output").GetDouble() - examples[0].GetProperty("baseline_output").GetDouble(),
                1e-3
            );
        File.ReadAllText(folder["why.csv"]).ShouldStartWith("example,target,feature,entry,contribution\n");
        File.ReadAllText(folder["why.html"]).ShouldContain(">puzzle</span>");
    }

    [Fact]
    public void Tokens_OfAnyKind_StandForAbsence()
    {
        var masked = Explained("text/topics.onnx", "--text", "a chess game", "--baseline", "token:[MASK]")[0];
        var padded = Explained("text/topics.onnx", "--text", "a chess game")[0];
        Math.Abs(BaselineOutput(masked) - BaselineOutput(padded)).ShouldBeGreaterThan(1e-3);

        static double BaselineOutput(JsonElement example) => example.GetProperty("baseline_output").GetDouble();
    }

    [Theory]
    [InlineData("mlp.onnx")]
    [InlineData("pipeline.onnx")]
    public void Tables_AreReadByTheNamesOfTheirColumns(string model)
    {
        var examples = Explained(
            $"tables/{model}",
            "--input",
            Sample("tables/tumors.csv"),
            "--baseline",
            Sample("tables/average.csv"),
            "--target",
            "malignant"
        );
        examples.Length.ShouldBe(2);
        examples[0]
            .GetProperty("output")
            .GetDouble()
            .ShouldBeGreaterThan(examples[1].GetProperty("output").GetDouble());
        Contributions(examples[0]).Select(c => c.Name).ShouldContain("worst concave points");
    }

    [Fact]
    public void Columns_InAnotherOrder_AreFound()
    {
        var lines = File.ReadAllLines(Sample("tables/tumors.csv")).Select(line => line.Split(','));
        File.WriteAllLines(folder["turned.csv"], lines.Select(cells => string.Join(',', cells.Reverse())));
        var straight = Explained("tables/mlp.onnx", "--input", Sample("tables/tumors.csv"));
        var turned = Explained("tables/mlp.onnx", "--input", folder["turned.csv"]);
        turned
            .Select(e => e.GetProperty("output").GetDouble())
            .ShouldBe(straight.Select(e => e.GetProperty("output").GetDouble()));
    }

    [Fact]
    public void Sequences_AreExplainedStepByStep()
    {
        var example = Explained("sequences/adding.onnx", "--input", Sample("sequences/marked.csv")).Single();
        Contributions(example).MaxBy(c => c.Value).Name.ShouldBe("number[2]");
    }

    [Fact]
    public void Pictures_OfAModelMadeForOne_GoInTogether()
    {
        var examples = Explained(
            "digits/digits.onnx",
            "--input",
            Sample("digits/seven.png"),
            "--input",
            Sample("digits/zero.png")
        );
        examples.Select(e => e.GetProperty("target").GetString()).ShouldBe(["7", "0"]);
    }

    [Theory]
    [InlineData(2, "nothing is given", "text/topics.onnx")]
    [InlineData(2, "for texts", "tables/mlp.onnx", "--input", "samples/tables/tumors.csv", "--baseline", "token:[PAD]")]
    [InlineData(3, "no token '[GAP]'", "text/topics.onnx", "--text", "a", "--baseline", "token:[GAP]")]
    [InlineData(3, "no model card says how text", "tables/pipeline.onnx", "--text", "a")]
    [InlineData(3, "'mean radius' is missing", "tables/mlp.onnx", "--input", "samples/sequences/marked.csv")]
    [InlineData(3, "no such file", "tables/mlp.onnx", "--input", "samples/tables/none.csv")]
    [InlineData(3, "none.txt", "text/topics.onnx", "--input", "none.txt")]
    public void WhatFitsNot_IsOneLine(int code, string said, string model, params string[] options)
    {
        var ran = Ran.Ascribe(["explain", Sample(model), .. options]);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
    }

    private static string Whole(string relative) => Path.Combine(SharedData.Repository, relative);

    private static string Sample(string name) => Path.Combine(SharedData.Repository, "samples", name);

    private static IEnumerable<string> Under(string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(SharedData.Repository, "samples"), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(SharedData.Repository, file))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private JsonElement[] Explained(string model, params string[] options)
    {
        string[] outputs =
        [
            "--output",
            folder["why.json"],
            "--output",
            folder["why.html"],
            "--output",
            folder["why.csv"],
        ];
        var ran = Ran.Ascribe(["explain", Sample(model), .. options, .. outputs]);
        ran.Code.ShouldBe(0, ran.Error);
        return
        [
            .. JsonDocument
                .Parse(File.ReadAllText(folder["why.json"]))
                .RootElement.GetProperty("examples")
                .EnumerateArray(),
        ];
    }

    private static IEnumerable<(string Name, double Value)> Contributions(JsonElement example) =>
        example
            .GetProperty("contributions")
            .EnumerateObject()
            .Single()
            .Value.EnumerateArray()
            .Select(c => (c.GetProperty("name").GetString()!, c.GetProperty("value").GetDouble()));

    [GeneratedRegex(@"^//   (?<command>dotnet run .*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
