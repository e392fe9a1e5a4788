#!/usr/bin/python3
"""A second witness for gradients: writes an .npz with the output, the input gradient and integrated gradients
(Gauss-Legendre, zero baseline) of one photo, computed by PyTorch's autograd in float32 and, with --double, in
float64.

Arrays: x [1, C, H, W] float32 as preprocessed; target and points; and for each precision
output_P [1, K], baseline_output_P [1, K], gradient_P [1, C, H, W], attribution_P [1, C, H, W], where P is
float32 or float64. The completeness gap that is printed is sum(attribution) - (F(x) - F(0)).
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np
import torch

import attribution
import photos
from onnx_torch import OnnxModule


def main() -> None:
    options = arguments().parse_args()
    torch.set_num_threads(options.threads)
    x = read_input(options)
    arrays = {"x": x}
    target = options.target
    for dtype in (torch.float64, torch.float32) if options.double else (torch.float32,):
        model = OnnxModule(options.model, options.value).to(dtype)
        target, found = witness(model, torch.from_numpy(x).to(dtype), target, options)
        arrays.update({f"{name}_{str(dtype)[6:]}": tensor.numpy() for name, tensor in found.items()})
        describe(options, str(dtype)[6:], target, found)
    arrays.update(target=np.int64(target), points=np.int64(options.points))
    save(options.output, arrays)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="an ONNX file with one image input")
    parser.add_argument("--input", type=Path, required=True, help="a photo, or an .npy array [1, C, H, W]")
    parser.add_argument("--output", type=Path, default=Path("reference.npz"))
    parser.add_argument("--preprocess", choices=photos.PREPROCESSING, help="default: by the model's file name")
    parser.add_argument("--value", help="the value explained (default: the model's first output)")
    parser.add_argument("--target", type=int, help="index into that value (default: its largest entry)")
    parser.add_argument("--points", type=int, default=50, help="quadrature points (default 50)")
    parser.add_argument("--batch", type=int, default=10, help="points per pass (default 10)")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="default: all processors")
    parser.add_argument("--double", action="store_true", help="float64 as well; it also decides the top class")
    return parser


def read_input(options: argparse.Namespace) -> np.ndarray:
    if options.input.suffix == ".npy":
        return np.load(options.input).astype(np.float32)
    name = options.preprocess or options.model.stem
    if name not in photos.PREPROCESSING:
        sys.exit(f"No preprocessing is known for '{name}': name one with --preprocess, or give an .npy array.")
    return photos.read(options.input, photos.PREPROCESSING[name])


def witness(
    model: OnnxModule, x: torch.Tensor, target: int | None, options: argparse.Namespace
) -> tuple[int, dict[str, torch.Tensor]]:
    baseline = torch.zeros_like(x)
    with torch.no_grad():
        output, at_baseline = model(x), model(baseline)
    target = int(attribution.top_class(output)) if target is None else target
    (gradient,) = attribution.gradient(model, [x], torch.tensor([[target]]))
    (integrated,) = attribution.integrated_gradients(model, [x], [baseline], target, options.points, options.batch)
    found = {"output": output, "baseline_output": at_baseline, "gradient": gradient, "attribution": integrated}
    return target, found


def describe(options: argparse.Namespace, precision: str, target: int, found: dict[str, torch.Tensor]) -> None:
    at_x, at_baseline = float(found["output"][0, target]), float(found["baseline_output"][0, target])
    gap = float(found["attribution"].double().sum()) - (at_x - at_baseline)
    print(
        f"{options.model.stem}  {precision}  points {options.points}  target {target}"
        f"  F(x) {at_x:.8f}  F(0) {at_baseline:.8f}  gap {gap:+.8f}",
        flush=True,
    )


def save(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Written beside and renamed, so that an interruption leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        np.savez(file, **arrays)
    partial.replace(path)


if __name__ == "__main__":
    main()
