#!/usr/bin/python3
"""Milliseconds per explanation of one image by integrated gradients in PyTorch: the forward pass that finds
the top class, then Gauss-Legendre points from a zero baseline, --batch points at a time."""

import torch

import attribution
import measurement


def main() -> None:
    parser = measurement.arguments(__doc__, batch=16)
    parser.add_argument("--steps", type=int, default=50, help="quadrature points (default 50)")
    options = parser.parse_args()
    model = measurement.load(options)
    x = measurement.random_input(model, options, 1)
    baseline = torch.zeros_like(x)

    def explain() -> None:
        with torch.no_grad():
            index = int(attribution.top_class(model(x)))
        attribution.integrated_gradients(model, [x], [baseline], index, options.steps, options.batch)

    times = measurement.milliseconds(explain, options)
    measurement.report(options, "explanation", times, steps=options.steps)


if __name__ == "__main__":
    main()
