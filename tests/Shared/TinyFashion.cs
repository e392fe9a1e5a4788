using System.IO.Compression;

namespace Ascribe.Testing;

/// <summary>A small stand-in for Fashion-MNIST in its file format: each class is a bright bar in a place of its own, under noise.</summary>
internal static class TinyFashion
{
    private const int Side = 28;
    private const int Classes = 10;

    /// <summary>Writes the four files, the pictures packed and the classes not.</summary>
    public static string Write(string folder, int training, int test)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "train", training, 1);
        Write(folder, "t10k", test, 2);
        return folder;
    }

    private static void Write(string folder, string part, int count, int seed)
    {
        var random = new Random(seed);
        var classes = Enumerable.Range(0, count).Select(i => (byte)(i % Classes)).ToArray();
        using var packed = new GZipStream(
            File.Create(Path.Combine(folder, $"{part}-images-idx3-ubyte.gz")),
            CompressionLevel.Fastest
        );
        packed.Write([0, 0, 8, 3, .. Big(count), .. Big(Side), .. Big(Side)]);
        foreach (var number in classes)
            packed.Write(Picture(number, random));
        File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [0, 0, 8, 1, .. Big(count), .. classes]);
    }

    private static byte[] Picture(int number, Random random) =>
        [
            .. from row in Enumerable.Range(0, Side)
            from column in Enumerable.Range(0, Side)
            let bright = row / 6 == number / 2 && column / 14 == number % 2
            select (byte)(random.Next(60) + (bright ? 150 : 0)),
        ];

    private static byte[] Big(int number) =>
        [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
