using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Cards;

/// <summary>Cards into files.</summary>
internal static class CardWriter
{
    private static readonly JsonSerializerOptions Written = new(CardJson.Options)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(ModelCard card, string path)
    {
        var outputs = card.Outputs.Select(o => KeyValuePair.Create(o.Key, o.Value with { LabelsFile = null }));
        var json = JsonSerializer.SerializeToUtf8Bytes(card with { Outputs = card.Outputs.SetItems(outputs) }, Written);
        SafeFile.Write(path, stream => stream.Write(json));
    }
}
