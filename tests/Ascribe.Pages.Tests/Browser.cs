using PuppeteerSharp;

[assembly: AssemblyFixture(typeof(Ascribe.Pages.Tests.Browser))]

namespace Ascribe.Pages.Tests;

/// <summary>A Chromium without a window, started once for all tests; they are skipped where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }, Path.Combine)
        .FirstOrDefault(File.Exists);

    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
            return;
        browser = await Puppeteer.LaunchAsync(
            new LaunchOptions
            {
                ExecutablePath = Program,
                Headless = true,
                // The pages are our own, and root cannot have a sandbox. Containers often have little shared memory.
                Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
    }

    /// <summary>Opens a file as a reader does.</summary>
    /// <param name="file">The page.</param>
    /// <param name="width">Pixels of the window.</param>
    /// <param name="dark">Whether the reader prefers dark colors.</param>
    internal async Task<OpenedPage> Open(string file, int width = 1280, bool dark = false)
    {
        Assert.SkipUnless(
            browser is not null,
            "There is no chromium; ./test pages installs Debian's, and runs these tests."
        );
        return await OpenedPage.Open(await browser.NewPageAsync(), file, width, dark);
    }
}
