using System.Text;
using System.Text.RegularExpressions;
using Ascribe.Imaging;

namespace Ascribe.Pages.Tests;

/// <summary>Every page as a browser shows it.</summary>
public sealed partial class PageTests(Browser browser, WrittenPages pages)
{
    private const int Phone = 390;

    // A4 with margins of 1 cm at 96 dots per inch.
    private const int PaperWidth = 718;
    private const int PaperHeight = 1047;

    public static TheoryData<string> Names => WrittenPages.Names;

    public static TheoryData<string, bool> Schemes =>
        [.. from name in WrittenPages.Names from dark in new[] { false, true } select (name.Data, dark)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page_Loads_WithoutAComplaintOrARequest(string name)
    {
        await using var page = await browser.Open(pages[name]);
        (await page.Faults(PageScripts.BlankPictures)).ShouldBeEmpty();
        (await page.Faults(PageScripts.TinyPictures)).ShouldBeEmpty();
        page.Complaints.ShouldBeEmpty();
        page.Requests.ShouldBeEmpty();
        (await page.Ask<string>("document.documentElement.lang")).ShouldBe("en");
        (await page.Ask<string>("document.title.trim()")).ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Page_ShowsSomething_AndItsTextsCanBeRead(string name, bool dark)
    {
        await using var page = await browser.Open(pages[name], dark: dark);
        (await page.Faults(PageScripts.PaleTexts)).ShouldBeEmpty();
        var shown = Picture.Decode(await page.Screenshot(), name);
        Colors(shown).ShouldBeGreaterThan(16, "the page is blank");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page_OnAPhone_ScrollsInOneDirectionOnly(string name)
    {
        await using var page = await browser.Open(pages[name], Phone);
        (await page.Faults(PageScripts.Overflow)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page_SaysWhatPicturesShow_AndWhatCellsAreAbout(string name)
    {
        await using var page = await browser.Open(pages[name]);
        (await page.Faults(PageScripts.UnnamedPictures)).ShouldBeEmpty();
        (await page.Faults(PageScripts.PoorTables)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Keyboard_ReachesEverything_AndItIsSeenWhere(string name)
    {
        await using var page = await browser.Open(pages[name], Phone);
        var operable = await page.Ask<int>(PageScripts.Operable);
        HashSet<string> reached = [];
        for (var i = 0; i < operable; i++)
        {
            await page.Press("Tab");
            reached.Add(await page.Ask<string>(PageScripts.Focus));
        }
        reached.Count.ShouldBe(operable);
        reached.ShouldAllBe(focus => focus.EndsWith(" visible", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Paper_ShowsEverythingWhole(string name)
    {
        await using var page = await browser.Open(pages[name], PaperWidth);
        Sheets(await page.Print()).ShouldBeGreaterThan(0);
        await page.OnPaper(PaperWidth);
        (await page.Faults(PageScripts.Hidden)).ShouldBeEmpty();
        (await page.Faults(PageScripts.Parted(PaperHeight))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("experiment")]
    [InlineData("evaluation")]
    [InlineData("plot")]
    public async Task Plots_ShowEveryLetterOfTheirTexts(string name)
    {
        await using var page = await browser.Open(pages[name], 2000);
        (await page.Faults(PageScripts.CutTexts)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("many-pictures")]
    [InlineData("many-compared")]
    [InlineData("experiment")]
    public async Task Pictures_InParts_AreTurnedByTheKeyboard(string name)
    {
        const string Shown =
            "[...document.images].map((i, n) => i.getClientRects().length ? n : -1).filter(n => n >= 0)";
        const string Parts = "document.querySelectorAll('.paged > .part').length";
        await using var page = await browser.Open(pages[name]);
        var parts = await page.Ask<int>(Parts);
        parts.ShouldBeGreaterThan(1);
        await page.Ask<bool>("document.querySelector('.paged > input').focus() || true");
        List<int> seen = [.. await page.Ask<int[]>(Shown)];
        for (var part = 1; part < parts; part++)
        {
            await page.Press("ArrowRight");
            seen.AddRange(await page.Ask<int[]>(Shown));
        }
        seen.Distinct().Count().ShouldBe(await page.Ask<int>("document.images.length"));
        (await page.Ask<int[]>(Shown)).Length.ShouldBeLessThan(seen.Distinct().Count());
    }

    private static int Colors(Picture picture) =>
        Enumerable
            .Range(0, picture.Height / 4)
            .SelectMany(y => Enumerable.Range(0, picture.Width / 4).Select(x => picture[4 * x, 4 * y]))
            .Distinct()
            .Count();

    private static int Sheets(byte[] pdf) => SheetOfPdf().Count(Encoding.Latin1.GetString(pdf));

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex SheetOfPdf();
}
