using Ascribe.Onnx;
using Ascribe.Runtime.Blocked;
using Ascribe.Runtime.Kernels;
using Ascribe.Runtime.Tests.Blocked;
using Ascribe.Tests;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime.Tests.Kernels;

/// <summary>Winograd's convolutions against ONNX Runtime's, and against sums by hand.</summary>
public sealed class WinogradKernelTests
{
    /// <summary>Borders, odd and even sides, fewer tiles than a group has, and more than a strip.</summary>
    [Theory]
    [InlineData(1, 16, 32, 7, 7)]
    [InlineData(3, 32, 64, 6, 9)]
    [InlineData(2, 48, 96, 13, 14)]
    [InlineData(2, 16, 32, 1, 1)]
    [InlineData(1, 16, 32, 2, 30)]
    [InlineData(5, 64, 32, 28, 3)]
    [InlineData(2, 32, 16, 9, 9)]
    [InlineData(3, 16, 48, 14, 5)]
    public void Convolution_IsThatOfOnnxRuntime(int pictures, int inputs, int outputs, int height, int width)
    {
        BlockedConvolution.Require();
        var (model, feeds) = BlockedConvolution.Of(
            pictures,
            inputs,
            outputs,
            height,
            width,
            BlockedConvolution.Settings,
            bias: true,
            sum: true
        );
        Distance.RelativeL2(Run(Converted(model), feeds), Run(model, feeds)).ShouldBeLessThan(2e-6);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void WhatIsAdded_MayBeLeftOut(bool bias, bool sum)
    {
        BlockedConvolution.Require();
        var settings = BlockedConvolution.Settings.With("activation", "Relu");
        var (model, feeds) = BlockedConvolution.Of(2, 16, 32, 8, 8, settings, bias, sum);
        var found = Run(Converted(model), feeds);
        Distance.RelativeL2(found, Run(model, feeds)).ShouldBeLessThan(2e-6);
        found.Min().ShouldBe(0);
    }

    /// <summary>Without ONNX Runtime: where every weight and every number is one, an output counts the places in the picture around it.</summary>
    [Fact]
    public void Convolution_OfOnes_CountsNeighbors()
    {
        BlockedConvolution.Require();
        var ones = Enumerable.Repeat(1f, 32 * 16 * 9).ToArray();
        var (model, _) = BlockedConvolution.Of(1, 16, 32, 3, 3, BlockedConvolution.Settings, false, false, ones);
        var x = Tensor.Of(Enumerable.Repeat(1f, 16 * 9).ToArray(), 1, 16, 3, 3);
        var y = Run(Converted(model), new(StringComparer.Ordinal) { ["x"] = x });
        double[] around = [4, 6, 4, 6, 9, 6, 4, 6, 4];
        for (var place = 0; place < 9; place++)
            y[place * 16].ShouldBe(16 * around[place], 1e-4);
    }

    [Fact]
    public void NumbersThatAreNone_StayNone()
    {
        BlockedConvolution.Require();
        var (model, feeds) = BlockedConvolution.Of(
            1,
            16,
            32,
            8,
            8,
            BlockedConvolution.Settings.With("activation", "Relu"),
            false,
            false
        );
        var x = feeds["x"].ToFloats();
        x[0] = float.NaN;
        feeds["x"] = Tensor.Of(x, 1, 16, 8, 8);
        double.IsNaN(Run(Converted(model), feeds)[0]).ShouldBeTrue();
    }

    /// <summary>What ONNX Runtime knows of shapes it uses to put results where others were.</summary>
    [Fact]
    public void ShapeOfTheOutput_IsToldToOnnxRuntime()
    {
        BlockedConvolution.Require();
        var (model, _) = BlockedConvolution.Of(2, 16, 32, 8, 10, BlockedConvolution.Settings, false, false);
        var converted = Converted(model);
        var graph = converted.Graph;
        var input = graph.Inputs[0] with { Shape = graph.Inputs[0].Shape!.Value.SetItem(0, Dim.Batch) };
        using var options = new SessionOptions();
        KernelDomain.AddTo(options);
        using var session = new InferenceSession(
            (converted with { Graph = graph with { Inputs = [input] } }).ToBytes(),
            options
        );
        var found = session.OutputMetadata["y"];
        found.Dimensions.ShouldBe([-1, 32, 8, 10]);
        found.SymbolicDimensions[0].ShouldBe(Dim.Batch.Symbol);
    }

    private static Model Converted(Model model) => model with { Graph = WinogradConversion.Apply(model.Graph) };

    private static double[] Run(Model model, Dictionary<string, Tensor> feeds)
    {
        using var session = new Session(model, new() { Optimize = false, Blocked = false });
        return session.Run(feeds)[0].ToDoubles();
    }
}
