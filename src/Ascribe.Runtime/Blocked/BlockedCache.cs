using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using Ascribe.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime.Blocked;

/// <summary>Models in blocks that were proven, kept in files from one process to the next.</summary>
/// <remarks>
/// In the folder that <c>ASCRIBE_CACHE</c> names, by default <c>ascribe/blocked</c> in the user's folder for caches; <c>ASCRIBE_CACHE=off</c>
/// keeps nothing. A file that cannot be read or written is as good as none. What was not used for longest goes first.
/// </remarks>
/// <param name="Folder">The folder; null to keep nothing.</param>
internal sealed record BlockedCache(string? Folder)
{
    /// <summary>The variable that names the folder.</summary>
    public const string Variable = "ASCRIBE_CACHE";

    /// <summary>Bytes that are kept in all.</summary>
    private const long Largest = 2L << 30;

    /// <summary>Constants that are larger lie in a second file, from which they are mapped, not read.</summary>
    private const long LargestMessage = 1 << 20;

    /// <summary>The cache of this user.</summary>
    public static BlockedCache Default { get; } = new(FolderOfUser());

    /// <summary>What a model is called: a hash of the model, the processor's kind, and the versions of ONNX Runtime and of this library.</summary>
    public static string Key(Model model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Surroundings()));
        hash.AppendData(model.ToBytesWithout(model.Graph.Constants.Keys.ToHashSet(StringComparer.Ordinal)));
        foreach (var (_, constant) in model.Graph.Constants.OrderBy(c => c.Key, StringComparer.Ordinal))
            hash.AppendData(constant.Bytes.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What a model is called here; null where nothing is kept.</summary>
    public string? KeyOf(Model model) => Folder is null ? null : Key(model);

    /// <summary>Where the form of a model lies; null where none is kept.</summary>
    public ModelOnDisk? Find(string key)
    {
        if (PathOf(key) is not { } path || !File.Exists(path))
            return null;
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return new ModelOnDisk(path, Bytes(new FileInfo(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps the form of a model, where that is possible.</summary>
    public void Keep(string key, Model model)
    {
        if (PathOf(key) is not { } path)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            model.Save(path, LargestMessage);
            Tidy(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is ModelException or IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written is no reason to stop.
        }
    }

    private string? PathOf(string key) => Folder is { } folder ? Path.Combine(folder, $"{key}.onnx") : null;

    private static string? FolderOfUser() =>
        Environment.GetEnvironmentVariable(Variable) switch
        {
            "off" => null,
            { Length: > 0 } named => named,
            _ => Path.Combine(
                Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } caches
                    ? caches
                    : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
                "ascribe",
                "blocked"
            ),
        };

    private static string Surroundings() =>
        $"{typeof(BlockedCache).Assembly.ManifestModule.ModuleVersionId} {OrtEnv.Instance().GetVersionString()} {ReorderCancellation.BlockSize} {Avx2.IsSupported} {Avx512F.IsSupported} {Avx512BW.IsSupported}";

    private static void Tidy(string folder)
    {
        var left = Largest;
        foreach (var model in new DirectoryInfo(folder).GetFiles("*.onnx").OrderByDescending(f => f.LastWriteTimeUtc))
        {
            left -= Bytes(model);
            if (left >= 0)
                continue;
            model.Delete();
            Data(model).Delete();
        }
    }

    private static long Bytes(FileInfo model) =>
        model.Length + (Data(model) is { Exists: true } data ? data.Length : 0);

    private static FileInfo Data(FileInfo model) => new(model.FullName + ".data");
}
