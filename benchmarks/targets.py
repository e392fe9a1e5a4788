#!/usr/bin/python3
"""Everything that Ascribe promises about speed and memory, measured in one go: one row for each promise, with what it came
to. Writes targets.md beside what compare.py writes, or wherever --output says. The machine should do nothing else."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import compare
from compare import DATA, MODELS, ROOT

RESNET = "resnet50-v1-imagenet-int8w"
GOOGLENET = "googlenet-bn-imagenet-int8w"
PHOTO = DATA / "images/imagenet-val"
SIG_GRADIENTS = 64 * 20


def main() -> None:
    options = parse()
    wanted = options.only or list(SECTIONS)
    rows = []
    for name in wanted:
        print(f"{name} …", file=sys.stderr)
        rows += SECTIONS[name](options)
    write(options.output or compare.default_output().with_name("targets.md"), rows, options)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2, help="turns of all sides beside PyTorch (default 2)")
    parser.add_argument("--repeats", type=int, default=3, help="measured runs within a process (default 3)")
    parser.add_argument("--only", nargs="+", choices=list(SECTIONS), help="some of the sections")
    parser.add_argument("--output", type=Path)
    return parser.parse_args()


def gradients(options):
    return [row for model in MODELS for row in beside(
        compare.measure(options, model, "gradient, batch 16", lambda side: compare.gradient(side, model, 16, options)), 2.0, 1.15)]


def explanations(options):
    return [row for model in MODELS for row in beside(
        compare.measure(options, model, "integrated gradients, 50 points", lambda side: compare.integrated(side, model, options)), 2.2, 1.3)]


def beside(measured, plain_target, tuned_target):
    """The two ratios of a question that PyTorch was asked, too."""
    model, question, ms, _ = measured
    ours, plain, tuned = (ms[side] for side in compare.SIDES)
    what = f"{question}: {model}"
    return [
        row(what, f"≥ {plain_target} × plain PyTorch", f"{ours:.1f} ms; {plain:.1f}", plain / ours, plain / ours >= plain_target),
        row(what, f"≥ {tuned_target} × tuned PyTorch", f"{ours:.1f} ms; {tuned:.1f}", tuned / ours, tuned / ours >= tuned_target),
    ]


def shapley(_):
    """SIG beside a line of as many points, whole processes both."""
    path = compare.path(RESNET)
    # What a machine does once, the first time that it explains a model like this.
    explained(path, "--method", "shapley-ig", "--samples", "1", "--steps", "2", "--players", "patches:80x80")
    explained(path, "--steps", "2")
    few = explained(path, "--steps", "50")
    line = explained(path, "--steps", str(SIG_GRADIENTS))
    sig = explained(path, "--method", "shapley-ig", "--samples", "64", "--steps", "20", "--players", "patches:80x80")
    per = [1000 * run["seconds"] / SIG_GRADIENTS for run in (sig, line)]
    what = "SIG, 64 baselines × 20 points, patches of 80×80, resnet50"
    return [
        row(what, "per gradient no slower than IG", f"{per[0]:.1f} ms; IG {per[1]:.1f}", per[1] / per[0], per[0] <= 1.05 * per[1]),
        row(what, "peak within 10 % of IG-50's", f"{sig['peak_mb']:.0f} MiB; IG-50 {few['peak_mb']:.0f}",
            sig["peak_mb"] / few["peak_mb"], sig["peak_mb"] <= 1.1 * few["peak_mb"]),
    ]


def convolutions(_):
    found = ours_of("convolutions")
    return [row("convolutions of resnet50, forward and back, one thread", "≥ 0.85 of sgemm",
                f"{found['convolution_gflops']} GFLOP/s; sgemm {found['sgemm_gflops']}", found["ratio"], found["ratio"] >= 0.85)]


def layer(options):
    times = {
        at: bench(["integrated-gradients", compare.path(GOOGLENET), *at, "--repeats", str(options.repeats)])["ms_per_example"]
        for at in [("--layer", "mixed4e"), ()]
    }
    there, whole = times.values()
    return [row("integrated gradients at mixed4e of googlenet", "what lies behind the cut only", f"{there:.0f} ms; whole {whole:.0f}",
                there / whole, None)]


def baselines(_):
    qa = ours_of("qa")
    exact = next(line.split("|") for line in ours_said("exact") if line.startswith("| 20 |"))
    seconds = float(exact[2]) / 1000
    return [
        row("QA at mixed4e of googlenet", "one gradient + 1 ms", f"{qa['qa_ms']} ms; gradient {qa['gradient_ms']}, rest {qa['rest_ms']}",
            qa["qa_ms"] / qa["gradient_ms"], qa["rest_ms"] < 1),
        row("exact Shapley values from 2²⁰ numbers", "< 0.3 s", f"{seconds:.3f} s", seconds / 0.3, seconds < 0.3),
    ]


def start(_):
    """Fresh processes: the first with an empty cache, then those that find the graphs of the first."""
    rows = []
    for model, limit in [("mobilenetv2-imagenet", 1.0), (RESNET, 3.0)]:
        with tempfile.TemporaryDirectory() as cache:
            ready = [bench(["start", compare.path(model)], {"ASCRIBE_CACHE": cache})["start_ms"] / 1000 for _ in range(4)]
        again = statistics.median(ready[1:])
        rows.append(row(f"start: {model}", f"< {limit:.0f} s", f"{again:.2f} s; the first time on a machine {ready[0]:.2f}",
                        again / limit, again < limit))
    return rows


def memory(_):
    few, many = (explained(compare.path(RESNET), "--steps", str(steps)) for steps in (50, 5000))
    what = "peak memory, integrated gradients, resnet50"
    return [
        row(what, "< 600 MB", f"{few['peak_mb']:.0f} MiB", few["peak_mb"] * 1.048576 / 600, few["peak_mb"] * 1.048576 < 600),
        row(what, "the same for 50 and 5,000 points", f"{few['peak_mb']:.0f} MiB; {many['peak_mb']:.0f}",
            many["peak_mb"] / few["peak_mb"], many["peak_mb"] <= 1.1 * few["peak_mb"]),
    ]


SECTIONS = {
    "gradients": gradients,
    "explanations": explanations,
    "shapley": shapley,
    "convolutions": convolutions,
    "layer": layer,
    "baselines": baselines,
    "start": start,
    "memory": memory,
}


def bench(arguments, environment=None):
    return compare.record([str(ROOT / "ascribe"), "bench", *arguments, "--json"], environment or {})


def explained(model, *arguments):
    """A whole `ascribe explain` of a photo, with the time that it took and the most memory that it held."""
    photo = sorted(PHOTO.glob("*.JPEG"))[0]
    with tempfile.TemporaryDirectory() as folder:
        command = [str(ROOT / "ascribe"), "explain", model, "--input", str(photo), *arguments, "--output", f"{folder}/found.npz"]
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begin
    if status != 0:
        raise SystemExit(f"{' '.join(command)} ended with status {status}")
    return {"seconds": seconds, "peak_mb": usage.ru_maxrss / 1024}


def ours_said(what):
    command = ["dotnet", "run", "-c", "Release", "--project", str(ROOT / "benchmarks/Ascribe.Benchmarks"), "--", what]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def ours_of(what):
    return json.loads(ours_said(what)[-1])


def row(what, target, measured, ratio, met):
    return what, target, measured, f"{ratio:.2f}", "–" if met is None else "yes" if met else "no"


def write(output, rows, options):
    lines = [
        "# What is promised, and what it came to",
        "",
        *compare.description(options),
        "A first number is ours, the second what it is held against; the ratio is the one that the target names. Made by `benchmarks/targets.py`.",
        "",
        "| work | target | measured | ratio | met |",
        "|---|---|---|--:|---|",
        *("| " + " | ".join(cells) + " |" for cells in rows),
    ]
    compare.save(output, lines)


if __name__ == "__main__":
    main()
