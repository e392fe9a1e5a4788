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

    public static void Save(Model model, string path) =>
        SafeFile.Write(path, stream => ProtoWriter.Write(model, stream));

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
