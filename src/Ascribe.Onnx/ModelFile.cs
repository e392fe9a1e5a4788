using System.Collections.Immutable;
using Google.Protobuf;

namespace Ascribe.Onnx;

/// <summary>Models in files.</summary>
internal static class ModelFile
{
    public static Model Load(string path)
    {
        try
        {
            var model = Parse(path);
            return model with { Graph = GraphChecker.Checked(model.Graph) };
        }
        catch (ModelException e)
        {
            throw new ModelException($"{path}: {e.Message}", e);
        }
    }

    public static ImmutableArray<string> Save(Model model, string path, long largestMessage)
    {
        var whole = ProtoWriter.Message(model);
        if (ProtoWriter.Fits(whole, model.Graph.Constants.Values, largestMessage))
        {
            SafeFile.Write(path, whole.WriteTo);
            return [path];
        }
        var data = ExternalData.Of(model.Graph, $"{Path.GetFileName(path)}.data");
        var skeleton = ProtoWriter.Message(model, data.Places);
        if (!ProtoWriter.Fits(skeleton, [], Model.LargestMessage))
            throw new ModelException($"{path}: what the model holds besides its constants is larger than 2 GiB.");
        var beside = $"{path}.data";
        // The data first: a model without its data is no model, while data without a model does no harm.
        SafeFile.Write([(beside, stream => data.Write(model.Graph, stream)), (path, skeleton.WriteTo)]);
        return [path, beside];
    }

    private static Model Parse(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length == 0)
                throw new ModelException("the file is empty.");
            var proto = global::Onnx.ModelProto.Parser.ParseFrom(stream);
            return new ProtoReader(Path.GetDirectoryName(Path.GetFullPath(path))!).Read(proto);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelException("this is no ONNX model, or it is cut off or damaged.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ModelException($"cannot be read: {Sentence(e)}", e);
        }
    }

    private static string Sentence(Exception e) =>
        e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file." : e.Message;
}
