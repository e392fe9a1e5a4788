using Ascribe.Onnx;
using Ascribe.Runtime.Blocked;
using Ascribe.Runtime.Kernels;

namespace Ascribe.Runtime.Tests.Blocked;

public sealed class WinogradConversionTests
{
    [Theory]
    [InlineData(48, 64, 2, 32)]
    [InlineData(64, 48, 3, 16)]
    public void Convolution_TakesWeightsAtThePlacesOfTiles(int inputs, int outputs, int pieces, int together)
    {
        BlockedConvolution.Require();
        var graph = WinogradConversion.Apply(Graph(inputs, outputs));
        graph.Nodes.Single().Op.ShouldBe(WinogradKernel.Op);
        graph.Constants.Values.Single().Shape.ShouldBe([pieces, 16, inputs, together]);
    }

    [Theory]
    [InlineData("strides", 2, 2)]
    [InlineData("dilations", 2, 2)]
    [InlineData("pads", 0, 0, 0, 0)]
    [InlineData("pads", 1, 1, 2, 2)]
    public void OtherConvolutions_StayWhatTheyAre(string name, params int[] numbers)
    {
        var settings = BlockedConvolution.Settings.With(name, numbers.Select(n => (long)n).ToArray());
        Converted(Graph(16, 32, settings)).ShouldBe("Conv");
    }

    [Theory]
    [InlineData("activation", "Tanh")]
    [InlineData("auto_pad", "SAME_UPPER")]
    public void ConvolutionsWithMoreToDo_StayWhatTheyAre(string name, string value) =>
        Converted(Graph(16, 32, BlockedConvolution.Settings.With(name, value))).ShouldBe("Conv");

    [Fact]
    public void ConvolutionsWithManyWeights_StayWhatTheyAre() => Converted(Graph(512, 512)).ShouldBe("Conv");

    [Fact]
    public void MoreBytes_AreThoseThatTheConversionAdds()
    {
        BlockedConvolution.Require();
        var graph = Graph(48, 64);
        var plain = graph with { Nodes = [.. graph.Nodes.Select(n => n with { Domain = "" })] };
        var more = WinogradConversion.Apply(graph).ConstantBytes - graph.ConstantBytes;
        WinogradConversion.MoreBytes(plain).ShouldBe(more);
        more.ShouldBe(48 * 64 * 7 * sizeof(float));
    }

    private static string Converted(Graph graph) => WinogradConversion.Apply(graph).Nodes.Single().Op;

    private static Graph Graph(int inputs, int outputs, Attributes? settings = null) =>
        BlockedConvolution
            .Of(1, inputs, outputs, 8, 8, settings ?? BlockedConvolution.Settings, bias: false, sum: false)
            .Model.Graph;
}
