// Reads a Vega-Lite specification from standard input and writes the drawing as SVG to standard output.
// Exit code 3: vega or vega-lite is in no node_modules above this file. Nothing is fetched: a plot carries its data.
import { text } from "node:stream/consumers";

let vega, vegaLite;
try {
  [vega, vegaLite] = [await import("vega"), await import("vega-lite")];
} catch (error) {
  console.error(error.message);
  process.exit(3);
}

// Without a canvas vega takes letters for wider than they are. A letter of DejaVu Sans is about 0.57 of its size wide.
vega.textMetrics.width = (item, line) => String(line ?? "").length * 0.57 * (item.fontSize || 11);

try {
  const { spec } = vegaLite.compile(JSON.parse(await text(process.stdin)));
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  process.stdout.write(await view.toSVG());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
