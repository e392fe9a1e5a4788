using System.Runtime.CompilerServices;

namespace Ascribe.Autodiff.Tests;

/// <summary>Texts that are compared exactly with a file under Expectations.</summary>
internal static class Expectation
{
    /// <summary>On a mismatch the text is left beside the file as NAME.received.txt, to be looked at and renamed.</summary>
    public static void ShouldMatch(string text, string name, [CallerFilePath] string here = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(here)!, "Expectations");
        var (expected, received) = (Path.Combine(folder, $"{name}.txt"), Path.Combine(folder, $"{name}.received.txt"));
        if (File.Exists(expected) && string.Equals(File.ReadAllText(expected), text, StringComparison.Ordinal))
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not as expected; compare {received} with {expected}, and rename it if it is right.");
    }
}
