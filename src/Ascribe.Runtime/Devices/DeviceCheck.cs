using Ascribe.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime.Devices;

/// <summary>Finds out whether a device can be used, and why not.</summary>
internal static class DeviceCheck
{
    /// <summary>Runs a graph there.</summary>
    /// <exception cref="DeviceException">It cannot be used.</exception>
    public static void Require(Device device)
    {
        if (device.Provider is ExecutionProvider.Cpu)
            return;
        var there = QuietEnvironment.Instance.GetAvailableProviders();
        if (!there.Contains(DeviceOptions.NameOf(device.Provider)))
            throw Unusable(device, $"this ONNX Runtime is built for {string.Join(", ", Names(there))}");
        try
        {
            Run(device);
        }
        catch (ModelException e)
        {
            throw Unusable(device, ProviderLibrary.Obstacle(device.Provider) ?? Said(e), e);
        }
    }

    /// <summary>The smallest of graphs.</summary>
    private static void Run(Device device)
    {
        var builder = new GraphBuilder();
        builder.Output(Op.Relu(builder.Input("x", ElementType.Float32, 1)), "y");
        using var session = new NativeSession(
            Model.Canonical(builder.Build("probe")),
            new SessionSettings { Device = device }
        );
        session.Take(
            new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = Tensor.Of<float>([1], [1]) },
            NativeTensor.Read,
            CancellationToken.None
        );
    }

    private static IEnumerable<string> Names(string[] there) =>
        Enum.GetValues<ExecutionProvider>().Where(p => there.Contains(DeviceOptions.NameOf(p))).Select(Device.NameOf);

    private static string Said(ModelException e) =>
        e.InnerException is OnnxRuntimeException complaint ? RuntimeComplaint.Line(complaint) : e.Message;

    private static DeviceException Unusable(Device device, string why, Exception? cause = null) =>
        new($"the device {device} cannot be used: {why.TrimEnd('.')}. The processor, cpu, always can.", cause);
}
