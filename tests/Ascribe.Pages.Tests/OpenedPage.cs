using System.Collections.Immutable;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Ascribe.Pages.Tests;

/// <summary>A page in the browser, and what it complained about and asked for.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private const int Height = 900;
    private readonly IPage page;
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];

    private OpenedPage(IPage page)
    {
        this.page = page;
        page.Console += (_, said) => complaints.Add($"{said.Message.Type}: {said.Message.Text}");
        page.PageError += (_, error) => complaints.Add(error.Message);
        page.Error += (_, error) => complaints.Add(error.Error);
        page.RequestFailed += (_, failed) => complaints.Add($"failed: {failed.Request.Url}");
        page.Request += (_, asked) => requests.Add(asked.Request.Url);
    }

    /// <summary>What stands in the console, and what failed.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Everything but the page's own file and data that it carries.</summary>
    public ImmutableArray<string> Requests =>
        [.. requests.Skip(1).Where(url => !url.StartsWith("data:", StringComparison.Ordinal))];

    public static async Task<OpenedPage> Open(IPage page, string file, int width, bool dark)
    {
        var opened = new OpenedPage(page);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = Height });
        await page.EmulateMediaFeaturesAsync([
            new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" },
        ]);
        await page.GoToAsync(new Uri(Path.GetFullPath(file)).AbsoluteUri, WaitUntilNavigation.Load);
        return opened;
    }

    /// <summary>What an expression of JavaScript comes to in the page.</summary>
    public Task<T> Ask<T>(string expression) => page.EvaluateExpressionAsync<T>(expression);

    /// <summary>Lists what is wrong, as a script that returns texts sees it.</summary>
    public async Task<ImmutableArray<string>> Faults(string script) => [.. await Ask<string[]>(script)];

    public Task Press(string key) => page.Keyboard.PressAsync(key);

    /// <summary>Lays the page out as on paper of a width, in pixels.</summary>
    public async Task OnPaper(int width)
    {
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = Height });
        await page.EmulateMediaTypeAsync(MediaType.Print);
    }

    public Task<byte[]> Screenshot(bool whole = true) =>
        page.ScreenshotDataAsync(new ScreenshotOptions { FullPage = whole });

    public Task<byte[]> Print() =>
        page.PdfDataAsync(new PdfOptions { Format = PaperFormat.A4, PrintBackground = true });

    public async ValueTask DisposeAsync() => await page.DisposeAsync();
}
