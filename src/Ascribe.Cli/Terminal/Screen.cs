using Spectre.Console;

namespace Ascribe.Cli.Terminal;

/// <summary>The two streams of a terminal. Where one is redirected, it gets plain text.</summary>
internal static class Screen
{
    /// <summary>Results.</summary>
    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Progress and remarks.</summary>
    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether somebody watches the progress.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>A remark that is worth a line but no result; it stands above a progress bar that is being shown.</summary>
    public static void Remark(string text)
    {
        if (IsWatched)
            Error.WriteLine(text);
        else
            Console.Error.WriteLine(text);
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        // A file has no width; lines are not to be broken for one.
        if (redirected)
            console.Profile.Width = 200;
        return console;
    }
}
