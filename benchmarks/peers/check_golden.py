#!/usr/bin/python3
"""Runs the golden cases that this folder can answer (gradients and integrated gradients with respect to the
inputs, neurons included) and checks them against their expected attributions and tolerances, in float32 and
float64. Exits with 1 if any case fails."""

import argparse
import json
import os
import sys
from pathlib import Path

import torch

import attribution
from onnx_torch import OnnxModule

GRADIENTS = {"saliency", "gradient-x-input", "neuron-gradient"}
INTEGRALS = {"integrated-gradients", "neuron-integrated-gradients"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    data = Path(os.environ.get("ASCRIBE_DATA", Path(__file__).resolve().parents[3] / "shared"))
    parser.add_argument("golden", type=Path, nargs="?", default=data / "golden")
    golden = parser.parse_args().golden
    torch.set_num_threads(1)
    precisions = (torch.float32, torch.float64)
    verdicts = [verdict(golden, file, case, dtype) for file, case in cases(golden) for dtype in precisions]
    print(f"{len(verdicts)} checks, {sum(verdicts)} passed")
    return 0 if verdicts and all(verdicts) else 1


def cases(golden: Path):
    for path in sorted((golden / "cases").glob("*.json")):
        file = json.loads(path.read_text())
        for case in file["cases"]:
            if case["method"] in GRADIENTS | INTEGRALS:
                yield file, case


def verdict(golden: Path, file: dict, case: dict, dtype: torch.dtype) -> bool:
    model = OnnxModule(golden / "models" / file["model"], output=case["layer"]).to(dtype)
    names = [value.name for value in model.inputs]
    inputs = [torch.tensor(case["inputs"][name], dtype=dtype) for name in names]
    found = dict(zip(names, answer(model, case, inputs, names)))
    error = max(
        float((found[name] - torch.tensor(expected, dtype=dtype)).abs().max())
        for name, expected in case["expected"].items()
    )
    tolerance = case["tolerance"]["value"]
    passed = error <= tolerance
    print(f"{'ok  ' if passed else 'FAIL'} {case['id']:45} {str(dtype)[6:]} error {error:.1e} of {tolerance:.1e}")
    return passed


def answer(model: OnnxModule, case: dict, inputs: list[torch.Tensor], names: list[str]) -> list[torch.Tensor]:
    index = flat_index(model, case, inputs)
    if case["method"] in GRADIENTS:
        gradients = attribution.gradient(model, inputs, torch.full((len(inputs[0]), 1), index))
        return [finish(case, x, g) for x, g in zip(inputs, gradients)]
    baselines = [baseline(case, name, x) for name, x in zip(names, inputs)]
    rows = []
    for row in range(len(inputs[0])):
        x, b = ([v[row : row + 1] for v in values] for values in (inputs, baselines))
        points, quadrature = case["params"]["steps"], case["params"]["quadrature"]
        ig = attribution.integrated_gradients(model, x, b, index, points, 64, quadrature)
        multiply = case["params"].get("multiply_by_inputs", True)
        rows.append(ig if multiply else [a / (v - w) for a, v, w in zip(ig, x, b)])
    return [torch.cat(parts) for parts in zip(*rows)]


def flat_index(model: OnnxModule, case: dict, inputs: list[torch.Tensor]) -> int:
    """The explained entry of the output or layer, as an index into the flattened values of an example."""
    index = case["neuron"] if case["neuron"] is not None else case["target"]
    shape = model(*inputs).shape[1:]
    if index is None or not shape:
        return 0
    flat = 0
    for size, i in zip(shape, [index] if isinstance(index, int) else index):
        flat = flat * size + i
    return flat


def finish(case: dict, x: torch.Tensor, g: torch.Tensor) -> torch.Tensor:
    if case["method"] == "gradient-x-input":
        return x * g
    return g.abs() if case["params"].get("abs") else g


def baseline(case: dict, name: str, x: torch.Tensor) -> torch.Tensor:
    given = (case["baselines"] or {}).get(name)
    return torch.zeros_like(x) if given is None else torch.tensor(given, dtype=x.dtype).expand_as(x)


if __name__ == "__main__":
    sys.exit(main())
