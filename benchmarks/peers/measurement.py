"""What every measurement of this folder shares: arguments, threads, timing, memory, the printed record."""

import argparse
import json
import os
import resource
import statistics
import time
from pathlib import Path
from typing import Callable

import torch

from onnx_torch import OnnxModule

TUNING = """\
The carefully tuned measurement is --fused together with an allocator that keeps large blocks:
  MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=-1 MALLOC_TOP_PAD_=67108864   (glibc), or
  LD_PRELOAD=libjemalloc.so.2 MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1
Matrix products use the BLAS that libblas.so.3 resolves to: install libopenblas0-pthread beside Debian's
PyTorch, otherwise it is the reference BLAS.
"""


def arguments(description: str, batch: int) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=description, epilog=TUNING, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path, help="an ONNX file")
    parser.add_argument("--batch", type=int, default=batch, help=f"examples per pass (default {batch})")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="default: all processors")
    parser.add_argument("--repeats", type=int, default=10, help="measured runs after the warm-up (default 10)")
    parser.add_argument("--warm-up", type=int, default=2, help="runs that are not measured (default 2)")
    parser.add_argument("--fused", action="store_true", help="BatchNormalization folded, channels_last memory format")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def load(options: argparse.Namespace) -> OnnxModule:
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    model = OnnxModule(options.model, fold=options.fused).eval()
    return model.to(memory_format=torch.channels_last) if options.fused else model


def random_input(model: OnnxModule, options: argparse.Namespace, examples: int) -> torch.Tensor:
    x = torch.randn(model.input_shape(examples))
    return x.contiguous(memory_format=torch.channels_last) if options.fused and x.dim() == 4 else x


def milliseconds(run: Callable[[], object], options: argparse.Namespace) -> list[float]:
    for _ in range(options.warm_up):
        run()
    times = []
    for _ in range(options.repeats):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return times


def report(options: argparse.Namespace, unit: str, times: list[float], **more) -> None:
    """Prints the median of `times`, milliseconds per `unit`, and the peak resident memory of the process."""
    median = statistics.median(times)
    record = {
        "model": options.model.stem,
        "batch": options.batch,
        "threads": options.threads,
        "fused": options.fused,
        **more,
        f"ms_per_{unit}": round(median, 3),
        f"{unit}s_per_second": round(1000 / median, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "runs": [round(t, 3) for t in times],
    }
    if options.json:
        print(json.dumps(record))
    else:
        print("  ".join(f"{name} {value}" for name, value in record.items() if name != "runs"))
