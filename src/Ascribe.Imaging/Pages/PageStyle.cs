namespace Ascribe.Imaging;

/// <summary>How pages look: the reader's own fonts, quiet colors, light or dark, on a phone or on paper.</summary>
internal static class PageStyle
{
    internal const string Css = """
        :root {
          color-scheme: light dark;
          --ground: #ffffff; --ink: #1c1e21; --quiet: #5c6370; --line: #dfe2e6; --soft: #f5f6f8;
          --positive: #c0502e; --negative: #2f74c8; --rest: #b3b9c2;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #16181b; --ink: #e6e8ea; --quiet: #a0a7b1; --line: #33373d; --soft: #1f2226;
            --positive: #e88161; --negative: #5da6ef; --rest: #565d67;
          }
          /* What lies under letters has to be darker than what stands alone. */
          .text { --positive: #b4512f; --negative: #2f6cb8; }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--ground); color: var(--ink);
          font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
        }
        main, footer { max-width: 62rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem); }
        header { padding: clamp(1.5rem, 5vw, 3.5rem) 0 1rem; border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; }
        h1, h2, h3, h4 { line-height: 1.25; font-weight: 650; text-wrap: balance; overflow-wrap: anywhere; }
        h1 { font-size: clamp(1.6rem, 4.5vw, 2.3rem); letter-spacing: -0.015em; margin: 0; }
        h2 { font-size: 1.3rem; margin: 2.5rem 0 0.75rem; }
        h3 { font-size: 1.08rem; margin: 2rem 0 0.5rem; }
        h4 { font-size: 1rem; margin: 1.5rem 0 0.5rem; color: var(--quiet); }
        p { max-width: 44rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
        .lead { font-size: 1.12rem; color: var(--quiet); margin: 0.6rem 0 0.5rem; }
        .pictures {
          display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
          gap: 1.25rem; margin: 1.25rem 0;
        }
        figure { margin: 0; break-inside: avoid; }
        figure:only-child img { width: auto; min-width: min(14rem, 100%); }
        img { display: block; width: 100%; max-width: 100%; height: auto; border-radius: 6px; background: #fff; }
        img.plot { width: auto; }
        @media screen { img.plot { min-width: 32rem; } }
        .paged { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 1.25rem 0; position: relative; }
        .paged > input { position: absolute; opacity: 0; }
        .paged > label { border: 1px solid var(--quiet); border-radius: 6px; padding: 0.2rem 0.8rem; cursor: pointer; }
        .paged > input:checked + label { background: var(--ink); color: var(--ground); }
        .paged > input:focus-visible + label { outline: 2px solid var(--negative); outline-offset: 2px; }
        .paged > .part { order: 1; flex: 0 0 100%; min-width: 0; display: none; }
        .paged > input:checked + label + .part { display: block; }
        figcaption, caption { color: var(--quiet); font-size: 0.9rem; line-height: 1.45; text-align: left; }
        figcaption { padding-top: 0.5rem; }
        caption { padding-bottom: 0.5rem; }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: 0.9rem 1.5rem; margin: 1.25rem 0; }
        dt { color: var(--quiet); font-size: 0.85rem; }
        dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        .scroll { overflow-x: auto; margin: 1.25rem 0; }
        th, td { padding: 0.4rem 0.9rem 0.4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
        thead th { font-size: 0.85rem; font-weight: 600; color: var(--quiet); border-bottom-width: 2px; }
        tbody th { font-weight: 500; }
        .number { text-align: right; white-space: nowrap; }
        .bars { margin: 1.25rem 0; max-width: 44rem; }
        .bars th, .bars td { border-bottom: 0; padding: 0.22rem 0.9rem 0.22rem 0; vertical-align: middle; }
        .bars th { width: 34%; line-height: 1.3; overflow-wrap: anywhere; }
        .bars .number { width: 1%; color: var(--quiet); }
        .bars .bar { padding-right: 0; }
        .bars .bar div { height: 0.85rem; min-width: 1px; border-radius: 3px; background: var(--rest); }
        .bars .emphasized th, .bars .emphasized .number { font-weight: 700; color: var(--ink); }
        .bars .emphasized .bar div { background: var(--positive); }
        .bars .emphasized.negative .bar div { background: var(--negative); }
        .signed .positive .bar div { background: var(--positive); }
        .signed .negative .bar div { background: var(--negative); }
        .text { margin: 1.25rem 0; }
        .text p { font-size: 1.15rem; line-height: 1.9; margin: 0; }
        .text span { padding: 0.15rem 0.08rem; border-radius: 3px; }
        pre { background: var(--soft); border-radius: 6px; padding: 0.8rem 1rem; overflow-x: auto; margin: 1rem 0; }
        code { font: 0.88rem/1.5 ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; }
        :focus-visible { outline: 2px solid var(--negative); outline-offset: 2px; }
        footer { color: var(--quiet); font-size: 0.85rem; margin-top: 3rem; padding-bottom: 2rem; }
        footer p { border-top: 1px solid var(--line); padding-top: 1rem; max-width: none; }
        @media print {
          :root {
            --ground: #fff; --ink: #000; --quiet: #444; --line: #bbb; --soft: #f5f5f5;
            --positive: #c0502e; --negative: #2f74c8; --rest: #b3b9c2;
          }
          body { font-size: 10pt; }
          main, footer { max-width: none; padding: 0; }
          header { padding-top: 0; }
          h2, h3, h4 { break-after: avoid; }
          tr, dl div, pre { break-inside: avoid; }
          .pictures { grid-template-columns: repeat(auto-fit, minmax(4.5cm, 1fr)); }
          /* Nobody can scroll or choose on paper: all of it is shown, as small as it takes. */
          .scroll { overflow: visible; }
          .scroll th, .scroll td { font-size: 8pt; padding: 0.15rem 0.4rem 0.15rem 0; overflow-wrap: anywhere; white-space: normal; }
          pre { white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible; }
          figure img, figure:only-child img { width: auto; max-height: 22cm; }
          .paged, .paged > .part, .paged > input:checked + label + .part { display: block; }
          .paged > input, .paged > label { display: none; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;
}
