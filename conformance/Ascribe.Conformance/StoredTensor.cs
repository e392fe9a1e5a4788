using Ascribe.Onnx;
using Google.Protobuf;
using Onnx;

namespace Ascribe.Conformance;

/// <summary>A tensor in a file of its own.</summary>
internal static class StoredTensor
{
    /// <summary>Reads a tensor.</summary>
    /// <exception cref="ModelException">The file holds a sequence or an optional value instead.</exception>
    public static Onnx.Tensor Read(string path)
    {
        try
        {
            var proto = TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
            if (proto.DataType == 0)
                throw new ModelException("the stored value is no tensor but a sequence or an optional.");
            return new TensorReader(Path.GetDirectoryName(path)!).Read(proto);
        }
        catch (Exception e)
            when (e is InvalidProtocolBufferException
                || (e is ModelException && !e.Message.Contains("elements of type", StringComparison.Ordinal))
            )
        {
            throw new ModelException("the stored value is no tensor but a sequence or an optional.", e);
        }
    }
}
