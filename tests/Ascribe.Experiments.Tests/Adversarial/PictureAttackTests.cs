using Ascribe.Attacks;
using Ascribe.Experiments.Adversarial;
using Ascribe.Experiments.Tests.OutputTargeted;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.Adversarial;

public sealed class PictureAttackTests
{
    [Fact]
    public void Steps_OfWholeLevels_LoseNothingByRounding()
    {
        using var network = ColorStudy.Network();
        var seen = ColorStudy.Plain(120, 100, 250);
        var attack = new PictureAttack(network, new IterativeTargeted { Epsilon = 12 / 255.0, Iterations = 20 });
        attack.Decisions([seen]).ShouldBe([2]);
        attack.Classes(seen).ShouldBe(3);
        var (row, picture) = attack.Run([new("p.jpg", seen, 2, 1)]).Single();
        // Green rises, the others fall, as far as ε lets them.
        picture[3, 3].ShouldBe(new Rgb(108, 112, 238));
        row.ShouldBe(new AttackedPicture("p.jpg", 2, 1, 2, false, false, 20, 12, 12));
        row.File.ShouldBe("p.png");
        row.Adversarial.ShouldBe(1);
    }

    [Fact]
    public void Table_ReadsWhatItWrote()
    {
        using var folder = new TemporaryFolder();
        AttackedPicture[] rows =
        [
            new("a, b.jpg", 2, 1, 1, true, true, 7, 12, 11.5),
            new("c.jpg", 0, null, 3, true, false, 1, 8, 0.25),
        ];
        AttackTable.Write(folder.Path, rows, c => $"the {c}, \"named\"");
        AttackTable.Read(folder.Path).ShouldBe(rows);
        Should
            .Throw<ModelException>(() => AttackTable.Read(folder["nowhere"]))
            .Message.ShouldContain("holds no attack.csv");
        File.WriteAllText(folder[AttackTable.FileName], "file,image\na,b\n");
        Should
            .Throw<ModelException>(() => AttackTable.Read(folder.Path))
            .Message.ShouldContain("as a table of attacks");
    }

    [Fact]
    public void Targets_AreOtherClasses()
    {
        TargetClasses.Next.Of(9, 0, 10).ShouldBe(0);
        TargetClasses.None.Of(9, 0, 10).ShouldBeNull();
        var drawn = Enumerable.Range(0, 200).Select(n => TargetClasses.Random(3).Of(4, n, 10)!.Value).ToArray();
        drawn.ShouldNotContain(4);
        drawn.Distinct().Count().ShouldBe(9);
        TargetClasses.Random(3).Of(4, 17, 10).ShouldBe(drawn[17]);
        var turns = TargetClasses.InTurn([5, 6]);
        turns.Of(0, 1, 10).ShouldBe(6);
        turns.Of(6, 1, 10).ShouldBe(5);
        Should.Throw<ModelException>(() => TargetClasses.InTurn([5]).Of(5, 0, 10)).Message.ShouldContain("already");
    }
}
