using System.Text.Json;
using Ascribe.Arrays;
using Ascribe.Cli.Inputs;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Tests;

/// <summary><c>ascribe explain</c> with players, coalitions and estimators.</summary>
public sealed class CoalitionMethodTests : IDisposable
{
    private static readonly string Tumors = Sample("tables/tumors.csv");
    private static readonly string[] Table = ["explain", Sample("tables/mlp.onnx"), "--input", Tumors];
    private static readonly string[] Digit =
    [
        "explain",
        Sample("digits/digits.onnx"),
        "--input",
        Sample("digits/seven.png"),
    ];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ExactValues_OfGroupsOfColumns_AreThoseOfBruteForce()
    {
        Npy.Write(folder["groups.npy"], Tensor.Vector([.. Enumerable.Range(0, 30).Select(c => c / 10L)]));
        string[] arguments =
        [
            .. Table,
            "--target",
            "malignant",
            "--method",
            "shapley-exact",
            "--players",
            $"ids:{folder["groups.npy"]}",
            "--output",
            folder["why.npz"],
        ];
        var ran = Ran.Ascribe(arguments);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Error.ShouldNotContain("chance");
        ran.Out.ShouldContain("id 2");
        var arrays = Npz.Read(folder["why.npz"]);
        var card = CardCatalog.Find(Sample("tables/mlp.onnx"), null)!;
        var rows = CsvTable.Read(Tumors, card.Columns["measurements"]).Values.To(ElementType.Float32);
        using var network = Network.Load(Sample("tables/mlp.onnx"));
        for (var example = 0; example < 2; example++)
        for (var player = 0; player < 3; player++)
        {
            var (a, b) = ((player + 1) % 3, (player + 2) % 3);
            double Adds(params int[] others) => Worth([.. others, player]) - Worth(others);
            var expected = Adds() / 3 + Adds(a) / 6 + Adds(b) / 6 + Adds(a, b) / 3;
            arrays["player_values"].ToDoubles()[example * 3 + player].ShouldBe(expected, 1e-4);

            double Worth(int[] present) => Malignant(network, rows.Rows(example, 1).ToFloats(), present);
        }
        arrays["players/measurements"].ToLongs().Take(30).ShouldBe(Enumerable.Range(0, 30).Select(c => c / 10L));
    }

    [Fact]
    public void Coalitions_OfNobody_AreIntegratedGradients()
    {
        Npz.Write(
            folder["nobody.npz"],
            [KeyValuePair.Create("coalitions", Tensor.Filled(ElementType.Bool, [3, 30], 0))]
        );
        string[] outputs = ["--steps", "20", "--output", folder["why.npz"]];
        Ran.Ascribe([.. Table, .. outputs]).Code.ShouldBe(0);
        var straight = Npz.Read(folder["why.npz"])["measurements"].ToDoubles();
        var ran = Ran.Ascribe([.. Table, .. outputs, "--method", "shapley-ig", "--coalitions", folder["nobody.npz"]]);
        ran.Code.ShouldBe(0, ran.Error);
        var given = Npz.Read(folder["why.npz"]);
        foreach (var (one, other) in given["measurements"].ToDoubles().Zip(straight))
            one.ShouldBe(other, 1e-5);
        given["standard_error/measurements"].ToDoubles().ShouldAllBe(e => e < 1e-6);
    }

    [Fact]
    public void Results_CarryStandardErrorsEverywhere()
    {
        string[] files = ["why.json", "why.csv", "why.npz", "why.html", "why.png"];
        string[] outputs = [.. files.SelectMany(f => new[] { "--output", folder[f] })];
        var ran = Ran.Ascribe([
            .. Digit,
            "--method",
            "shapley-ig",
            "--players",
            "patches:3x3",
            "--samples",
            "4",
            .. outputs,
        ]);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Out.ShouldMatch(@"\+\d\.\d{4} ±\d\.\d{4} patch 1,1");
        ran.Out.ShouldContain("not claimed");
        ran.Error.ShouldStartWith("warning: chance moves the contributions by up to ");
        ran.Error.ShouldContain("draw more samples");
        File.ReadAllText(folder["why.csv"])
            .ShouldStartWith("example,target,feature,entry,contribution,standard_error\n");
        var arrays = Npz.Read(folder["why.npz"]);
        var (values, ids) = (arrays["pixels"].ToDoubles(), arrays["players/pixels"].ToLongs());
        var players = arrays["player_values"].ToDoubles();
        players.Length.ShouldBe(9);
        for (var player = 0; player < 9; player++)
            values.Where((_, i) => ids[i] == player).Sum().ShouldBe(players[player], 1e-5);
        var json = JsonDocument.Parse(File.ReadAllText(folder["why.json"])).RootElement;
        json.GetProperty("standard_errors").GetProperty("pixels").GetProperty("data").GetArrayLength().ShouldBe(64);
        json.GetProperty("player_values").GetProperty("data")[4].GetDouble().ShouldBe(players[4], 1e-9);
        File.ReadAllText(folder["why.html"]).ShouldContain("9 largest of 9 players");
    }

    [Fact]
    public void Tokens_PlayByDefault_AndKeepTheirNames()
    {
        string[] text = ["explain", Sample("text/topics.onnx"), "--text", "a puzzle game for two players"];
        var example = Ran.Json([.. text, "--method", "shapley-exact"]).GetProperty("examples")[0];
        var players = example.GetProperty("players");
        players.GetProperty("count").GetInt32().ShouldBe(9);
        players.GetProperty("largest")[0].GetProperty("name").GetString().ShouldBe("game");
        example
            .GetProperty("contributions")
            .EnumerateObject()
            .Single()
            .Value.EnumerateArray()
            .Sum(t => t.Number("value"))
            .ShouldBe(example.Number("output") - example.Number("baseline_output"), 1e-4);
    }

    [Fact]
    public void Precision_EndsTheWorkEarly_WithoutAWarning()
    {
        string[] asked =
        [
            .. Digit,
            "--method",
            "permutation-shapley",
            "--players",
            "patches:4x4",
            "--precision",
            "0.3",
        ];
        var ran = Ran.Ascribe([.. asked, "--json"]);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Error.ShouldBeEmpty();
        JsonDocument.Parse(ran.Out).RootElement.GetProperty("model_evaluations").GetInt64().ShouldBeLessThan(2000);
    }

    [Fact]
    public void References_AreAFolderOfPictures()
    {
        var json = Ran.Json([.. Digit, "--method", "expected-gradients", "--references", Sample("digits")]);
        json.GetProperty("settings").GetProperty("references").GetString().ShouldBe("2");
        var expected = new[] { "seven.png", "zero.png" }
            .Select(file =>
                Ran.Ascribe(
                    "run",
                    Sample("digits/digits.onnx"),
                    "--input",
                    Sample($"digits/{file}"),
                    "--json",
                    "--top",
                    "10"
                )
            )
            .Select(ran =>
                JsonDocument.Parse(ran.Out).RootElement.GetProperty("logits")[0].GetProperty("top").EnumerateArray()
            )
            .Average(classes => classes.Single(c => c.GetProperty("label").GetString() == "7").Number("score"));
        json.GetProperty("examples")[0].Number("baseline_output").ShouldBe(expected, 1e-3);
    }

    [Theory]
    [InlineData(2, "--samples means nothing to integrated-gradients; it is for shapley-ig, ", "--samples", "4")]
    [InlineData(2, "--steps means nothing to kernel-shap", "--method", "kernel-shap", "--steps", "4")]
    [InlineData(2, "--samples is 0", "--method", "shapley-ig", "--samples", "0")]
    [InlineData(2, "--budget is -3", "--method", "svarm", "--budget", "-3")]
    [InlineData(2, "--precision is 0", "--method", "svarm", "--precision", "0")]
    [InlineData(2, "--players patches:3", "--method", "svarm", "--players", "patches:3")]
    [InlineData(2, "--players ids:players", "--method", "svarm", "--players", "ids:players")]
    [InlineData(2, "needs --stdev", "--method", "gradient-shap")]
    [InlineData(3, "even number", "--method", "shapley-ig", "--samples", "3", "--paired")]
    [InlineData(3, "do not fit into an axis of 8", "--method", "shapley-ig", "--players", "patches:9x1")]
    [InlineData(3, "at most 24 players", "--method", "shapley-exact", "--players", "pixels")]
    [InlineData(3, "the share of coalitions is 2", "--method", "shapley-ig", "--share", "2")]
    [InlineData(3, "needs at least", "--method", "owen-shapley", "--budget", "10")]
    [InlineData(3, "holds no picture", "--method", "expected-gradients", "--references", "samples/text")]
    public void WhatFitsNot_IsOneLineAndWritesNothing(int code, string said, params string[] options)
    {
        var ran = Ran.Ascribe([.. Digit, .. options, "--output", folder["why.npz"]]);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, "coalitions given are of 5 players", "--coalitions", 0.0, 2, 5)]
    [InlineData(3, "is in a coalition (1) or not (0)", "--coalitions", 0.5, 2, 64)]
    [InlineData(3, "coalitions are [B, players]", "--coalitions", 0.0, 64, 1, 1)]
    [InlineData(3, "an example of it is [1,8,8]", "--players", 0.0, 1, 7, 8)]
    [InlineData(3, "no whole numbers", "--players", 0.5, 1, 8, 8)]
    public void Arrays_ThatFitNot_AreOneLine(int code, string said, string option, double filling, params int[] shape)
    {
        var path = folder["given.npy"];
        Npy.Write(path, Tensor.Filled(ElementType.Float64, [.. shape.Select(e => (long)e)], filling));
        var ran = Ran.Ascribe([
            .. Digit,
            "--method",
            "shapley-ig",
            option,
            option == "--players" ? $"ids:{path}" : path,
        ]);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
    }

    private static double Malignant(Network network, float[] row, int[] present)
    {
        float[] mixed = [.. row.Select((v, column) => present.Contains(column / 10) ? v : 0)];
        var input = Question.About(network, Tensor.Of(mixed, 1, 30)).Inputs;
        return network.Run(input, TestContext.Current.CancellationToken)[0].Value.ToDoubles()[0];
    }

    private static string Sample(string name) => Path.Combine(SharedData.Repository, "samples", name);
}
