using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Cli.Tests;

/// <summary><c>ascribe attack</c> and <c>ascribe repair</c>.</summary>
public sealed class AttackTests : IDisposable
{
    private const string Layer = "/patches/Conv_output_0";
    private readonly TemporaryFolder folder = new();

    public AttackTests()
    {
        Directory.CreateDirectory(folder["photos"]);
        File.Copy(Sample("seven.png"), folder["photos/a.png"]);
        File.Copy(Sample("zero.png"), folder["photos/b.png"]);
        File.WriteAllText(folder["photos/c.png"], "no picture");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pictures_AreAttacked_WrittenAndListed()
    {
        var ran = Attack("--images", folder["photos"], "--target-classes", "3,2");
        ran.Code.ShouldBe(0, ran.Error);
        ran.Error.ShouldContain("skipped: c.png");
        ran.Out.ShouldContain("a.png: 7 → 3");
        ran.Out.ShouldContain(
            "2 of 2 succeed (100 %); rounded to 8 bits, as the files hold them, 2 (100 %). 1 skipped."
        );
        var rows = File.ReadAllLines(folder["out/attack.csv"]);
        rows.Length.ShouldBe(3);
        rows[1].ShouldStartWith("a.png,a.png,7,7,3,3,3,3,true,true,20,");
        var after = Picture.Load(folder["out/a.png"]);
        (after.Width, after.Height).ShouldBe((8, 8));
        rows[1].Split(',')[11].ShouldBe("102");
        // What the file holds is what the model decides otherwise for.
        Ran.Ascribe(["run", Sample("digits.onnx"), "--input", folder["out/a.png"]]).Out.ShouldContain("3");
    }

    [Theory]
    [InlineData("fgsm")]
    [InlineData("pgd")]
    public void Attacks_LeaveAClass_NearThePicture(string attack)
    {
        var ran = Ran.Ascribe([
            "attack",
            Sample("digits.onnx"),
            "--images",
            Sample("."),
            "--attack",
            attack,
            "--target-classes",
            "none",
            "--epsilon",
            "10/255",
            "--output",
            folder["out"],
        ]);
        ran.Code.ShouldBe(0, ran.Error);
        foreach (var row in File.ReadAllLines(folder["out/attack.csv"])[1..])
        {
            int.Parse(row.Split(',')[11], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 10);
            row.Split(',')[4].ShouldBeEmpty();
        }
    }

    [Fact]
    public void Table_GivesTheClasses()
    {
        File.WriteAllText(folder["list.csv"], "file,label\nphotos/a.png,7\nphotos/b.png,0\n");
        Attack("--images", folder["list.csv"], "--limit", "1").Code.ShouldBe(0);
        var row = File.ReadAllLines(folder["out/attack.csv"])[^1];
        row.ShouldStartWith("a.png,photos/a.png,7,7,8,8,");
    }

    [Fact]
    public void Repair_FollowsTheCurves_AndWritesTheModel()
    {
        Attack("--images", folder["photos"], "--target-classes", "3,2").Code.ShouldBe(0);
        var ran = Repair(
            "--shares",
            "0,10%,1",
            "--unit",
            "channel",
            "--controls",
            "2",
            "--share",
            "0",
            "--output",
            folder["same.onnx"],
            "--output",
            folder["curve.csv"],
            "--output",
            folder["page.html"]
        );
        ran.Code.ShouldBe(0, ran.Error);
        var rows = File.ReadAllLines(folder["curve.csv"]);
        rows.Length.ShouldBe(1 + 2 * 3);
        rows[0].ShouldStartWith("order,share,silent,attacked: original 1,attacked: original 5,");
        // Attacked pictures are what the attack made them, and clean ones what they are.
        rows[1].ShouldStartWith("\"integrated-gradients, qa\",0 %,0,0.00,");
        rows[1].ShouldEndWith(",1.00,1.00,1.00,1.00");
        rows[4].ShouldStartWith("random,0 %,0,0.00,");
        File.ReadAllText(folder["page.html"]).ShouldContain("attacked, adversarial label");
        // Nothing is silent in the model that was written.
        var written = Model.Load(folder["same.onnx"]);
        written
            .Graph.Nodes.Count(n => n.Op == "Mul")
            .ShouldBe(Model.Load(Sample("digits.onnx")).Graph.Nodes.Count(n => n.Op == "Mul") + 1);
        string[] asked = ["--input", folder["photos/a.png"], "--card", Sample("digits.ascribe.json")];
        Ran.Ascribe(["run", folder["same.onnx"], .. asked])
            .Out.Split('\n')[1..]
            .ShouldBe(Ran.Ascribe(["run", Sample("digits.onnx"), .. asked]).Out.Split('\n')[1..]);
    }

    [Fact]
    public void Halves_KeepPicturesApart()
    {
        Attack("--images", folder["photos"], "--target-classes", "3,2").Code.ShouldBe(0);
        var ran = Repair("--shares", "0,1%", "--halves", "--baseline", "zero", "--controls", "1");
        ran.Code.ShouldBe(0, ran.Error);
        ran.Out.ShouldContain("1 pictures; the neurons were found on others.");
    }

    [Theory]
    [InlineData(2, "fgsm takes one step", "--attack", "fgsm", "--step", "1/255")]
    [InlineData(2, "--epsilon is 'much'", "--epsilon", "much")]
    [InlineData(3, "No class is named 'cat'", "--target-classes", "cat")]
    [InlineData(3, "give a folder of pictures that exists", "--images", "nowhere")]
    [InlineData(3, "the class 12 is none of the model's 10", "--target-classes", "12")]
    [InlineData(3, "iterative is after a class", "--target-classes", "none")]
    public void WhatFitsNot_IsOneLine(int code, string said, params string[] options)
    {
        File.Delete(folder["photos/c.png"]);
        string[] images = options[0] == "--images" ? [] : ["--images", folder["photos"]];
        var ran = Ran.Ascribe(["attack", Sample("digits.onnx"), .. images, .. options, "--output", folder["out"]]);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
    }

    [Fact]
    public void Pictures_ThatWouldBeOverwritten_AreRefused()
    {
        File.Copy(Sample("zero.png"), folder["photos/a.jpg"]);
        var ran = Attack("--images", folder["photos"]);
        ran.Code.ShouldBe(3);
        ran.Complaint().ShouldContain("would both be written to a.png");
        File.Delete(folder["photos/a.jpg"]);
        ran = Ran.Ascribe([
            "attack",
            Sample("digits.onnx"),
            "--images",
            folder["photos"],
            "--output",
            folder["photos/../photos"],
        ]);
        ran.Code.ShouldBe(3);
        ran.Complaint().ShouldContain("would be overwritten");
        File.ReadAllBytes(folder["photos/a.png"]).ShouldBe(File.ReadAllBytes(Sample("seven.png")));
    }

    [Theory]
    [InlineData(3, "holds no attack.csv")]
    [InlineData(2, "say by --share", "--output", "x.onnx")]
    [InlineData(2, "give --output FILE.onnx", "--share", "1%")]
    [InlineData(2, "is no share between 0 and 1", "--shares", "0,2")]
    [InlineData(2, "attributes to inputs", "--method", "guided-grad-cam")]
    [InlineData(2, "the ending has to be", "--output", "x.txt")]
    public void WhatCannotBeRepaired_IsOneLine(int code, string said, params string[] options)
    {
        Directory.CreateDirectory(folder["out"]);
        var ran = Repair(options);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
    }

    private Ran Attack(params string[] options) =>
        Ran.Ascribe([
            "attack",
            Sample("digits.onnx"),
            "--epsilon",
            "0.4",
            "--step",
            "0.04",
            "--iterations",
            "20",
            .. options,
            "--output",
            folder["out"],
        ]);

    private Ran Repair(params string[] options) =>
        Ran.Ascribe([
            "repair",
            Sample("digits.onnx"),
            "--adversarial",
            folder["out"],
            "--original",
            folder["photos"],
            "--layer",
            Layer,
            .. options,
        ]);

    private static string Sample(string name) => Path.Combine(SharedData.Repository, "samples", "digits", name);
}
