using System.Text.Json;

namespace Ascribe.Cli.Tests;

/// <summary>Short ways to read JSON.</summary>
internal static class Reading
{
    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
