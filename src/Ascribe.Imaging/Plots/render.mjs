// Reads {"spec": a Vega-Lite specification, "letters": widths of letters} and writes the drawing as SVG to standard output.
// Exit code 3: vega or vega-lite is in no node_modules above this file. Nothing is fetched: a plot carries its data.
import { text } from "node:stream/consumers";

let vega, vegaLite;
try {
  [vega, vegaLite] = [await import("vega"), await import("vega-lite")];
} catch (error) {
  console.error(error.message);
  process.exit(3);
}

try {
  const { spec: asked, letters } = JSON.parse(await text(process.stdin));
  // Without a canvas vega takes letters for wider than they are; these are the widths of the font's own.
  vega.textMetrics.width = (item, line) => {
    const widths = item.fontWeight === "bold" ? letters.bold : letters.regular;
    const sum = [...String(line ?? "")].reduce((all, letter) => all + (widths[letter.codePointAt(0) - 32] ?? 640), 0);
    return (sum * (item.fontSize || 11)) / 1000;
  };
  const { spec } = vegaLite.compile(asked);
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  process.stdout.write(await view.toSVG());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
