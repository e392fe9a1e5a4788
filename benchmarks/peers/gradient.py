#!/usr/bin/python3
"""Milliseconds per example of PyTorch's forward pass and input gradient: the sum of the top-class logits,
differentiated with respect to the input only."""

import attribution
import measurement


def main() -> None:
    options = measurement.arguments(__doc__, batch=8).parse_args()
    model = measurement.load(options)
    x = measurement.random_input(model, options, options.batch)
    times = measurement.milliseconds(lambda: attribution.gradient(model, [x]), options)
    measurement.report(options, "example", [t / options.batch for t in times])


if __name__ == "__main__":
    main()
