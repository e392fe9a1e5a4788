using Ascribe.Experiments.FaceApi;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.FaceApi;

/// <summary>The package under the repository; tests that need it skip where it is not installed.</summary>
internal static class InstalledPackage
{
    public static FaceApiPackage Get()
    {
        try
        {
            return FaceApiPackage.Find();
        }
        catch (ModelException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
