#!/usr/bin/python3
"""Ascribe beside PyTorch: the same models, the same batches, in turns, one process per measurement. Writes a Markdown
table with the machine's description to results/MACHINE/gradient.md, or wherever --output says."""

import argparse
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ASCRIBE_DATA", ROOT.parent / "shared"))
MODELS = ["mobilenetv2-imagenet", "squeezenet1.1-imagenet", "googlenet-bn-imagenet-int8w", "resnet50-v1-imagenet-int8w"]
TUNED_MALLOC = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "-1", "MALLOC_TOP_PAD_": "67108864"}
SIDES = ["ascribe", "pytorch", "pytorch, tuned"]


def main() -> None:
    options = parse()
    rows = []
    for model in options.models:
        for batch in options.batches:
            rows.append(measure(options, model, f"gradient, batch {batch}", lambda side: gradient(side, model, batch, options)))
        rows.append(measure(options, model, "integrated gradients, 50 points", lambda side: integrated(side, model, options)))
    write(options.output or default_output(), rows, options)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", nargs="+", default=MODELS)
    parser.add_argument("--batches", nargs="+", type=int, default=[1, 8, 16])
    parser.add_argument("--rounds", type=int, default=3, help="turns of all sides (default 3)")
    parser.add_argument("--repeats", type=int, default=5, help="measured runs within a process (default 5)")
    parser.add_argument("--output", type=Path)
    return parser.parse_args()


def measure(options, model, question, ask):
    """Each side in turn, as many rounds as asked for; the median of the rounds' medians counts."""
    records = {side: [] for side in SIDES}
    for _ in range(options.rounds):
        for side in SIDES:
            records[side].append(ask(side))
    medians = {side: statistics.median(r["ms"] for r in records[side]) for side in SIDES}
    peaks = {side: max(r["peak_mb"] for r in records[side]) for side in SIDES}
    print(f"{model}, {question}: " + ", ".join(f"{side} {medians[side]:.1f} ms" for side in SIDES), file=sys.stderr)
    return model, question, medians, peaks


def gradient(side, model, batch, options):
    if side == "ascribe":
        return ours("gradient", model, ["--batch", str(batch)], options)
    return theirs("gradient.py", model, ["--batch", str(batch)], side, options, "ms_per_example")


def integrated(side, model, options):
    if side == "ascribe":
        return ours("integrated-gradients", model, ["--steps", "50"], options)
    return theirs("integrated_gradients.py", model, ["--steps", "50", "--batch", "16"], side, options, "ms_per_explanation")


def ours(what, model, arguments, options):
    command = [str(ROOT / "ascribe"), "bench", what, path(model), *arguments, "--repeats", str(options.repeats), "--json"]
    return read(command, {}, "ms_per_example")


def theirs(script, model, arguments, side, options, key):
    tuned = side == "pytorch, tuned"
    command = [str(ROOT / "benchmarks/peers" / script), path(model), *arguments, "--repeats", str(options.repeats), "--json"]
    return read(command + (["--fused"] if tuned else []), TUNED_MALLOC if tuned else {}, key)


def read(command, environment, key):
    found = record(command, environment)
    return {"ms": found[key], "peak_mb": found["peak_mb"]}


def record(command, environment):
    """The JSON object that a command ends with."""
    run = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    return json.loads(run.stdout.splitlines()[-1])


def path(model):
    return str(DATA / "models" / f"{model}.onnx")


def default_output() -> Path:
    name = re.sub(r"[^a-z0-9]+", "-", f"{processor()}-{os.cpu_count()}-cores".lower()).strip("-")
    return ROOT / "benchmarks" / "results" / name / "gradient.md"


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def instructions() -> str:
    flags = Path("/proc/cpuinfo").read_text()
    return "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "no AVX2"


def write(output, rows, options):
    lines = [
        "# Forward pass and input gradient, beside PyTorch",
        "",
        *description(options),
        "Milliseconds per example (gradient) or per explanation (integrated gradients), peak resident MiB of the process.",
        "A ratio above 1 says that Ascribe is faster. Differences under 15 % are noise. Made by `benchmarks/compare.py`.",
        "",
        "| model | question | Ascribe | PyTorch | ratio | PyTorch, tuned | ratio | peak MiB: Ascribe | PyTorch | tuned |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for model, question, ms, peak in rows:
        a, p, t = (ms[side] for side in SIDES)
        lines.append(
            f"| {model} | {question} | {a:.1f} | {p:.1f} | {p / a:.2f} | {t:.1f} | {t / a:.2f} | "
            + " | ".join(f"{peak[side]:.0f}" for side in SIDES) + " |"
        )
    save(output, lines)


def description(options):
    """The machine, the versions and how often everything was measured."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"{datetime.date.today()}, commit {commit}. {processor()}, {os.cpu_count()} cores, {instructions()}, {memory:.0f} GiB; {platform.platform()}.",
        f"PyTorch {peer_version()}; ONNX Runtime as package-lock.json pins it. Medians of {options.rounds} round(s) in turns, {options.repeats} runs each.",
    ]


def save(output, lines):
    """Written beside its place and renamed."""
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_suffix(".partial")
    partial.write_text("\n".join(lines) + "\n")
    partial.rename(output)
    print(output, file=sys.stderr)


def peer_version() -> str:
    command = ["/usr/bin/python3", "-c", "import torch; print(torch.__version__)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
