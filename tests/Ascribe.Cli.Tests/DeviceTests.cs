using System.Runtime.InteropServices;
using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe.Cli.Tests;

/// <summary><c>--device</c>, with a graphics card that is a program: the one that Chromium brings along.</summary>
public sealed class DeviceTests
{
    private const string Drivers = "VK_ICD_FILENAMES";
    private const string SoftwareCard = "/usr/lib/chromium/vk_swiftshader_icd.json";

    private static readonly string[] Digit = ["--input", Path.Combine("samples", "digits", "seven.png")];

    [Fact]
    public void GraphicsCard_ExplainsAsTheProcessorDoes()
    {
        Assert.SkipUnless(
            File.Exists(SoftwareCard) && NativeLibrary.TryLoad("libvulkan.so.1", out _),
            "There is no chromium with its Vulkan, or no libvulkan.so.1 to reach it by."
        );
        using var folder = new TemporaryFolder();
        var model = Path.Combine("samples", "digits", "digits.onnx");
        Explain(SoftwareCard, "webgpu", model, folder["card.npz"]).Code.ShouldBe(0);
        Explain(SoftwareCard, "cpu", model, folder["processor.npz"]).Code.ShouldBe(0);
        var (card, processor) = (Npz.Read(folder["card.npz"]), Npz.Read(folder["processor.npz"]));
        card.Keys.ShouldBe(processor.Keys, ignoreOrder: true);
        foreach (var (name, expected) in processor.Where(a => a.Value.ElementType.IsFloating()))
        {
            var size = Math.Sqrt(expected.ToDoubles().Sum(x => x * x));
            var off = Math.Sqrt(expected.ToDoubles().Zip(card[name].ToDoubles(), (a, b) => (a - b) * (a - b)).Sum());
            // The gap is a small difference of outputs, which are about 10.
            off.ShouldBeLessThan((1e-4 * size) + 1e-5, name);
        }
    }

    [Fact]
    public void NoGraphicsCard_EndsInOneSentence()
    {
        var ran = Explain("/none", "webgpu", Path.Combine("samples", "digits", "digits.onnx"), "unused.npz");
        ran.Code.ShouldBe(2, ran.Error);
        ran.Error.ShouldContain("ascribe: the device webgpu cannot be used: ");
        ran.Error.ShouldContain("The processor, cpu, always can.");
    }

    [Fact]
    public void UnknownDevice_IsAnsweredWithTheKnownOnes()
    {
        var ran = Ran.Ascribe("operators", "--device", "tpu");
        ran.Code.ShouldBe(2);
        ran.Complaint()
            .ShouldContain("--device is 'tpu', which is none of cpu|cuda[:i]|tensorrt[:i]|webgpu|directml[:i].");
    }

    private static Ran Explain(string driver, string device, string model, string output) =>
        Ran.Program(
            "env",
            [
                $"{Drivers}={driver}",
                "dotnet",
                Path.Combine(AppContext.BaseDirectory, "Ascribe.Cli.dll"),
                "explain",
                model,
                .. Digit,
                "--steps",
                "8",
                "--device",
                device,
                "--output",
                output,
            ]
        );
}
