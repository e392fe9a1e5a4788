using System.Collections.Immutable;
using System.Text.Json;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Cards;

/// <summary>Cards out of files, or one line that says why not.</summary>
internal static class CardReader
{
    public static ModelCard Read(string path)
    {
        var card = Parse(path) with { Path = path };
        foreach (var (name, input) in card.Inputs)
            if (InputCard.Complaint(input) is { } complaint)
                throw Complaint(path, $"inputs.{name}", complaint);
        if (card.Columns.Any(c => c.Value.IsDefaultOrEmpty || c.Value.Any(string.IsNullOrEmpty)))
            throw Complaint(path, "columns", "each input has a list of names.");
        if (card.Text is { } text && TextCard.Complaint(text) is { } objection)
            throw Complaint(path, "text", objection);
        var outputs = card.Outputs.Select(o => KeyValuePair.Create(o.Key, Labeled(path, o)));
        return card with
        {
            Outputs = card.Outputs.SetItems(outputs),
            Text = card.Text is { } t ? t with { Vocabulary = Beside(path, t.Vocabulary) } : null,
        };
    }

    private static ModelCard Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelCard>(Bytes(path, path), CardJson.Options)
                ?? throw new ModelException($"{path}: the card is empty.");
        }
        catch (JsonException e)
        {
            throw new ModelException($"{path}: {Sentence(e)}", e);
        }
    }

    private static string Sentence(JsonException e)
    {
        var place = e.Path is null or "$" ? "" : e.Path.Replace("$.", "", StringComparison.Ordinal) + ": ";
        var line = e.LineNumber is { } number ? $" (line {number + 1})" : "";
        return e.Message switch
        {
            var m when m.Contains("could not be mapped", StringComparison.Ordinal) =>
                $"{place}a model card has no such property{line}.",
            var m when m.Contains("missing required", StringComparison.Ordinal) =>
                $"{place}{m.Split("following:")[^1].Trim().TrimEnd('.')} is missing{line}.",
            var m when m.Contains("could not be converted", StringComparison.Ordinal) =>
                $"{place}the value is not of the kind expected here{line}.",
            var m when m.Contains("uplicate", StringComparison.Ordinal) => $"{place}the property is given twice{line}.",
            _ => $"{place}this is no JSON: {e.Message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd('.')}{line}.",
        };
    }

    private static OutputCard Labeled(string path, KeyValuePair<string, OutputCard> output)
    {
        if (OutputCard.Complaint(output.Value) is { } complaint)
            throw Complaint(path, $"outputs.{output.Key}", complaint);
        if (output.Value.LabelsFile is not { } file)
            return output.Value;
        return output.Value with { Labels = Lines(path, Beside(path, file)) };
    }

    private static string Beside(string card, string file) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(card))!, file);

    private static ModelException Complaint(string path, string place, string complaint) =>
        new($"{path}: {place}: {complaint}");

    private static ImmutableArray<string> Lines(string card, string path)
    {
        var text = System.Text.Encoding.UTF8.GetString(Bytes(card, path));
        return [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Trim())];
    }

    private static byte[] Bytes(string card, string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{card}: cannot be read: {e.Message}", e);
        }
    }
}
