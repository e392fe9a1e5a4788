using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class ClassNamesTests
{
    [Theory]
    [InlineData("names.txt", "person\r\n  traffic light \n\n")]
    [InlineData("data.yaml", "train: a # b\nnames:\n  0: person # first\n  # none\n  1: 'traffic light'\nnc: 2\n")]
    [InlineData("data.yml", "names:\n- person\n- \"traffic light\"\npath: x")]
    [InlineData("data.yaml", "nc: 2\nnames: [person, 'traffic light']")]
    public void Read_AnyForm_GivesTheNames(string file, string text)
    {
        using var folder = new Folder();

        ClassNames.Read(folder.Write(file, text)).ShouldBe(["person", "traffic light"]);
    }

    [Theory]
    [InlineData("data.yaml", "train: a", "no 'names:'")]
    [InlineData("data.yaml", "names:\n  0: person\n  2: car", "line 3: the name of class 1 is expected")]
    [InlineData("data.yaml", "names: {0: person}", "line 1: names takes a list")]
    [InlineData("data.yaml", "names:\nnc: 3", "no names")]
    [InlineData("names.txt", "\n", "no names")]
    public void Read_BadFile_IsAModelException(string file, string text, string complaint)
    {
        using var folder = new Folder();
        var path = folder.Write(file, text);

        var message = Should.Throw<ModelException>(() => ClassNames.Read(path)).Message;

        message.ShouldStartWith(path);
        message.ShouldContain(complaint);
    }

    [Fact]
    public void Read_RealFiles_HaveAllNames()
    {
        var coco = ClassNames.Read(SharedData.File("images/coco8-seg/coco8-seg.yaml"));
        (coco.Length, coco[0], coco[79]).ShouldBe((80, "person", "toothbrush"));
        var voc = ClassNames.Read(SharedData.File("images/voc-labelme/class_names.txt"));
        (voc.Length, voc[0], voc[20]).ShouldBe((21, "_background_", "tv/monitor"));
    }
}
