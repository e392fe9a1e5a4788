using System.Globalization;
using Onnx;

namespace Ascribe.Onnx;

/// <summary>Where the content of a constant lies, other than in the model's own message.</summary>
/// <param name="File">The file, beside the model.</param>
/// <param name="Offset">The byte that it begins at.</param>
/// <param name="Length">Its bytes.</param>
internal sealed record DataPlace(string File, long Offset, long Length)
{
    /// <summary>Says so in a tensor's message.</summary>
    public void Describe(TensorProto proto)
    {
        proto.DataLocation = TensorProto.Types.DataLocation.External;
        proto.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = File });
        proto.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = Text(Offset) });
        proto.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = Text(Length) });
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
