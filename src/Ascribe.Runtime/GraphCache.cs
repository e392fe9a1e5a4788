using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using Ascribe.Onnx;
using Ascribe.Runtime.Blocked;

namespace Ascribe.Runtime;

/// <summary>Graphs that took time to make – canonical forms, and forms in blocks of channels that were proven –, kept in files from one process to the next.</summary>
/// <remarks>
/// In the folder that <c>ASCRIBE_CACHE</c> names, by default <c>ascribe/graphs</c> in the user's folder for caches; <c>ASCRIBE_CACHE=off</c>
/// keeps nothing. A file that cannot be read or written is as good as none. What was not used for longest goes first.
/// </remarks>
/// <param name="Folder">The folder; null to keep nothing.</param>
internal sealed record GraphCache(string? Folder)
{
    /// <summary>The variable that names the folder.</summary>
    public const string Variable = "ASCRIBE_CACHE";

    /// <summary>Bytes that are kept in all.</summary>
    private const long Largest = 4L << 30;

    /// <summary>Constants that are larger lie in a second file, from which they are mapped, not read.</summary>
    private const long LargestMessage = 1 << 20;

    /// <summary>The cache of this user.</summary>
    public static GraphCache Default { get; } = new(FolderOfUser());

    /// <summary>
    /// What a form of a model is called: a hash of both, the processor's kind, and the versions of ONNX Runtime and of these libraries.
    /// </summary>
    /// <param name="model">The model that it is made of.</param>
    /// <param name="form">Which form, with everything that it depends on besides.</param>
    public static string Key(Model model, string form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Surroundings()}\n{form}\n"));
        // Texts stay in the message, since they have no bytes of their own.
        var numbers = model.Graph.Constants.Where(c => c.Value.ElementType != ElementType.String).ToArray();
        hash.AppendData(model.ToBytesWithout(numbers.Select(c => c.Key).ToHashSet(StringComparer.Ordinal)));
        foreach (var (_, constant) in numbers.OrderBy(c => c.Key, StringComparer.Ordinal))
            hash.AppendData(constant.Bytes.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What a form of a model is called here; null where nothing is kept, or the model would drive out all others.</summary>
    public string? KeyOf(Model model, string form) =>
        Folder is null || model.Graph.ConstantBytes > Largest / 4 ? null : Key(model, form);

    /// <summary>A form as it is kept, or, where it is not, made and kept. Either comes from its file, so that both are the same.</summary>
    /// <param name="model">The model that it is made of.</param>
    /// <param name="form">Which form, see <see cref="Key"/>.</param>
    /// <param name="make">Makes it.</param>
    public Model GetOrMake(Model model, string form, Func<Model> make)
    {
        if (KeyOf(model, form) is not { } key)
            return make();
        if (Read(key) is { } kept)
            return kept;
        var made = make();
        Keep(key, made);
        return Read(key) ?? made;
    }

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

    private Model? Read(string key)
    {
        try
        {
            return Find(key) is { } kept ? Model.Load(kept.Path) : null;
        }
        catch (ModelException)
        {
            // It is damaged, or was removed this moment.
            return null;
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
                "graphs"
            ),
        };

    private static string Surroundings() =>
        $"{Version(typeof(GraphCache))} {Version(typeof(Model))} {QuietEnvironment.Instance.GetVersionString()} {ReorderCancellation.BlockSize} {Avx2.IsSupported} {Avx512F.IsSupported} {Avx512BW.IsSupported}";

    /// <summary>Another build is another version.</summary>
    private static Guid Version(Type type) => type.Assembly.ManifestModule.ModuleVersionId;

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
