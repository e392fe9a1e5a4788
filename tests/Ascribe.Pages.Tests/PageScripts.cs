namespace Ascribe.Pages.Tests;

/// <summary>Expressions of JavaScript that list what is wrong with a page, empty where nothing is.</summary>
internal static class PageScripts
{
    /// <summary>Pictures that have no pixels, or nothing but one color.</summary>
    public const string BlankPictures = """
        [...document.images].filter(i => {
          if (!i.complete || !i.naturalWidth) return true;
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [100, 100];
          const context = canvas.getContext('2d');
          context.drawImage(i, 0, 0, 100, 100);
          const pixels = new Uint32Array(context.getImageData(0, 0, 100, 100).data.buffer);
          return i.classList.contains('plot') && pixels.every(p => p === pixels[0]);
        }).map(i => `${i.alt}: blank`)
        """;

    /// <summary>Pictures too small for anything to be seen in them.</summary>
    public const string TinyPictures = """
        [...document.images].filter(i => i.getClientRects().length && i.getBoundingClientRect().width < 100)
          .map(i => `${i.getBoundingClientRect().width} pixels: ${i.alt}`)
        """;

    /// <summary>Pictures without a text instead of them.</summary>
    public const string UnnamedPictures = """
        [...document.images].filter(i => !i.alt.trim()).map(i => i.outerHTML.slice(0, 80))
          .concat([...document.querySelectorAll('svg')]
            .filter(s => !s.closest('[role][aria-label]:not([aria-label=""])')).map(() => 'an svg without a name'))
        """;

    /// <summary>Tables without a caption, or with cells that no heading is scoped to.</summary>
    public const string PoorTables = """
        [...document.querySelectorAll('table')].filter(t => !t.caption?.textContent.trim()
          || [...t.querySelectorAll('th')].some(h => !h.scope)
          || [...t.tBodies].some(b => [...b.rows].some(r => !r.querySelector('th[scope=row]'))))
          .map(t => t.outerHTML.slice(0, 200))
        """;

    /// <summary>What reaches farther to the right than the window and does not scroll by itself.</summary>
    public const string Overflow = """
        document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth
          ? [`${document.documentElement.scrollWidth} pixels in ${innerWidth}`,
             ...[...document.querySelectorAll('body *')]
               .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 && !e.closest('.scroll, pre'))
               .slice(0, 5).map(e => e.outerHTML.slice(0, 120))]
          : []
        """;

    /// <summary>Boxes that hide a part of what is in them; on paper nobody can scroll.</summary>
    public const string Hidden = """
        [...document.querySelectorAll('body, body *')]
          .filter(e => !(e instanceof SVGElement) && e.clientWidth && e.scrollWidth > e.clientWidth + 1)
          .map(e => `${e.scrollWidth} in ${e.clientWidth}: ${e.outerHTML.slice(0, 120)}`)
        """;

    /// <summary>Figures that may be parted by the end of a sheet, or that no sheet of a height holds.</summary>
    public static string Parted(int height) =>
        $$"""
            [...document.querySelectorAll('figure:has(img)')]
              .filter(f => getComputedStyle(f).breakInside !== 'avoid' || f.getBoundingClientRect().height > {{height}}
                || !f.getBoundingClientRect().height)
              .map(f => `${f.getBoundingClientRect().height} high: ${f.textContent.trim()}`)
            """;

    /// <summary>What the keyboard has to reach: a set of radio buttons counts once, by the one that is chosen.</summary>
    public const string Operable = """
        [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
          .filter(e => e.tabIndex >= 0 && (e.type !== 'radio' || e.checked) && e.getClientRects().length)
          .concat([...document.querySelectorAll('body *')].filter(e => e.scrollWidth > e.clientWidth + 1
            && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0)).length
        """;

    /// <summary>What has the focus: a place in the document and whether it can be seen that it has it; empty for nothing.</summary>
    public const string Focus = """
        (() => {
          const e = document.activeElement;
          if (!e || e === document.body) return '';
          const seen = e.type === 'radio' ? document.querySelector(`label[for="${e.id}"]`) : e;
          const style = getComputedStyle(seen);
          const visible = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
          return `${[...document.querySelectorAll('*')].indexOf(e)} ${visible ? 'visible' : 'invisible'}`;
        })()
        """;

    /// <summary>Texts whose contrast with what lies under them is below 4.5 : 1 (WCAG 2, success criterion 1.4.3).</summary>
    public const string PaleTexts = """
        (() => {
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [1, 1];
          const context = canvas.getContext('2d', { willReadFrequently: true });
          const paint = colors => {
            context.clearRect(0, 0, 1, 1);
            for (const color of colors) { context.fillStyle = color; context.fillRect(0, 0, 1, 1); }
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
          };
          const light = rgb => rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const under = e => e ? [...under(e.parentElement), getComputedStyle(e).backgroundColor] : ['#fff'];
          return [...document.querySelectorAll('body *')]
            .filter(e => !e.closest('svg') && e.getClientRects().length
              && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
            .filter(e => {
              const ground = under(e);
              const [a, b] = [light(paint(ground)), light(paint([...ground, getComputedStyle(e).color]))];
              return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
            })
            .map(e => `${e.className} ${getComputedStyle(e).color}: ${e.textContent.slice(0, 40)}`);
        })()
        """;

    /// <summary>Texts of drawings that reach over the drawing's edge.</summary>
    public const string CutTexts = """
        (async () => {
          const cut = [];
          const check = (svg, name) => {
            const frame = svg.getBoundingClientRect();
            for (const text of svg.querySelectorAll('text')) {
              const box = text.getBoundingClientRect();
              if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom)
                cut.push(`${name}: ${text.textContent}`);
              if (text.textContent.includes('…')) cut.push(`${name}: shortened ${text.textContent}`);
            }
          };
          for (const svg of document.querySelectorAll('svg')) check(svg, document.title);
          for (const image of document.querySelectorAll('img[src^="data:image/svg"]')) {
            const drawing = new DOMParser().parseFromString(
              new TextDecoder().decode(Uint8Array.from(atob(image.src.split(',')[1]), c => c.charCodeAt(0))),
              'image/svg+xml').documentElement;
            const holder = document.createElement('div');
            holder.style.cssText = 'position:absolute;left:0;top:0;width:2000px';
            holder.append(document.importNode(drawing, true));
            document.body.append(holder);
            check(holder.firstChild, image.alt);
            holder.remove();
          }
          return cut;
        })()
        """;
}
