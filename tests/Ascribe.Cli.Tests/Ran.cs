using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ascribe.Cli.Tests;

/// <summary>What a run of the command line ended with.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    /// <summary>Runs the program as a process of its own, as a user does.</summary>
    public static Ran Ascribe(params string[] args) =>
        Program("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ascribe.Cli.dll"), .. args]);

    /// <summary>What a command prints as JSON.</summary>
    public static JsonElement Json(params string[] args)
    {
        var ran = Ascribe([.. args, "--json"]);
        ran.Code.ShouldBe(0, ran.Error);
        return JsonDocument.Parse(ran.Out).RootElement;
    }

    /// <summary>Runs any program in the root of the repository.</summary>
    public static Ran Program(string program, IEnumerable<string> args)
    {
        using var process = Start(program, args);
        return Finished(process);
    }

    /// <summary>Runs the program and ends it after a while; by SIGTERM, since SIGINT is ignored in whatever a shell started in the background.</summary>
    public static Ran Interrupted(TimeSpan after, params string[] args)
    {
        using var process = Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ascribe.Cli.dll"), .. args]);
        Thread.Sleep(after);
        const int Terminate = 15;
        Kill(process.Id, Terminate).ShouldBe(0);
        return Finished(process);
    }

    /// <summary>The one line that a failed command leaves.</summary>
    public string Complaint()
    {
        var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldHaveSingleItem(Error);
        lines[0].ShouldStartWith("ascribe: ");
        Error.ShouldNotContain("   at ");
        return lines[0];
    }

    private static Process Start(string program, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = SharedData.Repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    private static Ran Finished(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail(
                $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end within five minutes."
            );
        }
        return new Ran(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
