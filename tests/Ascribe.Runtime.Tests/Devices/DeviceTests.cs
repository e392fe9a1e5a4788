using Ascribe.Runtime.Devices;

namespace Ascribe.Runtime.Tests.Devices;

public sealed class DeviceTests
{
    [Theory]
    [InlineData("cpu", ExecutionProvider.Cpu, 0, "cpu")]
    [InlineData("cuda", ExecutionProvider.Cuda, 0, "cuda:0")]
    [InlineData("CUDA:1", ExecutionProvider.Cuda, 1, "cuda:1")]
    [InlineData("tensorrt:2", ExecutionProvider.TensorRt, 2, "tensorrt:2")]
    [InlineData("webgpu", ExecutionProvider.WebGpu, 0, "webgpu")]
    [InlineData("directml", ExecutionProvider.DirectMl, 0, "directml:0")]
    public void Name_IsReadAndWritten(string text, ExecutionProvider provider, int index, string written)
    {
        var device = Device.Parse(text);
        device.ShouldBe(new Device(provider, index));
        device!.ToString().ShouldBe(written);
        Device.Parse(written).ShouldBe(device);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("0")]
    [InlineData("cpu:0")]
    [InlineData("webgpu:1")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:one")]
    [InlineData("cuda:1:2")]
    public void NameOfNothing_IsNone(string text) => Device.Parse(text).ShouldBeNull();

    [Fact]
    public void Processor_IsTheDefaultAndAlwaysThere()
    {
        Device.Default.ShouldBe(Device.Cpu);
        Should.NotThrow(Device.Cpu.Require);
    }

    [Fact]
    public void ProviderOfAnotherSystem_IsNamedWithWhatThereIs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "DirectML is there on Windows.");
        Should
            .Throw<DeviceException>(() => Device.Use(new Device(ExecutionProvider.DirectMl)))
            .Message.ShouldStartWith("the device directml:0 cannot be used: this ONNX Runtime is built for cpu");
        Device.Default.ShouldBe(Device.Cpu);
    }

    [Theory]
    [InlineData(ExecutionProvider.Cuda)]
    [InlineData(ExecutionProvider.TensorRt)]
    public void MissingLibrary_IsNamedWithItsFolder(ExecutionProvider provider)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere libraries have other names.");
        Assert.SkipWhen(
            File.Exists(Path.Combine(AppContext.BaseDirectory, "libonnxruntime_providers_shared.so")),
            "This was built with providers beside."
        );
        Should
            .Throw<DeviceException>(new Device(provider).Require)
            .Message.ShouldContain("libonnxruntime_providers_shared.so is not beside ONNX Runtime's library in ");
    }
}
