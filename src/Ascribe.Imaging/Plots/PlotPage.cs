using System.Net;

namespace Ascribe.Imaging.Plots;

/// <summary>A plot as a page of its own.</summary>
internal static class PlotPage
{
    /// <summary>The document. JSON escapes angle brackets, so that no text of the plot can close the script element.</summary>
    internal static string Of(Plot plot, string name)
    {
        var spec = plot.ToSpec();
        var title = WebUtility.HtmlEncode(name);
        return $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{{title}}</title>
            <style>
            body { margin: 0; background: #fff; }
            main { max-width: {{plot.Width}}px; margin: 0 auto; }
            svg { display: block; width: 100%; height: auto; }
            </style>
            </head>
            <body>
            <main role="figure" aria-label="{{title}}">
            {{VegaRenderer.Default.Render(spec)}}
            </main>
            <script type="application/json" id="vega-lite">{{spec.ToJsonString()}}</script>
            </body>
            </html>

            """;
    }
}
