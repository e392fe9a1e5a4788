"""Gradients and integrated gradients by autograd, in the precision of their arguments."""

from typing import Callable, Sequence

import numpy as np
import torch

Model = Callable[..., torch.Tensor]
Tensors = Sequence[torch.Tensor]


def gauss_legendre(points: int) -> tuple[np.ndarray, np.ndarray]:
    """Positions and weights on [0, 1]; the weights sum to one."""
    positions, weights = np.polynomial.legendre.leggauss(points)
    return (1 + positions) / 2, weights / 2


def trapezoid(points: int) -> tuple[np.ndarray, np.ndarray]:
    weights = np.ones(points)
    weights[[0, -1]] = 0.5
    return np.linspace(0, 1, points), weights / weights.sum()


def riemann(shift: float) -> Callable[[int], tuple[np.ndarray, np.ndarray]]:
    return lambda points: ((np.arange(points) + shift) / points, np.full(points, 1 / points))


QUADRATURES = {
    "gauss-legendre": gauss_legendre,
    "trapezoid": trapezoid,
    "riemann-left": riemann(0.0),
    "riemann-middle": riemann(0.5),
    "riemann-right": riemann(1.0),
}


def top_class(logits: torch.Tensor) -> torch.Tensor:
    return logits.detach().argmax(1, keepdim=True)


def gradient(model: Model, inputs: Tensors, index: torch.Tensor | None = None) -> list[torch.Tensor]:
    """The gradient of each example's target with respect to each input.

    The target is the output at `index` ([N, 1], into the flattened output of an example); None: the top class.
    """
    leaves = [x.detach().requires_grad_() for x in inputs]
    output = model(*leaves).reshape(inputs[0].shape[0], -1)
    target = output.gather(1, top_class(output) if index is None else index).sum()
    gradients = torch.autograd.grad(target, leaves, allow_unused=True)
    return [torch.zeros_like(x) if g is None else g for x, g in zip(inputs, gradients)]


def integrated_gradients(
    model: Model,
    inputs: Tensors,
    baselines: Tensors,
    index: int,
    points: int,
    batch: int,
    quadrature: str = "gauss-legendre",
) -> list[torch.Tensor]:
    """(x - b) * sum over t of w_t * dF/dx at b + a_t (x - b), for one example; `batch` points at a time.

    Sundararajan, Taly, Yan: Axiomatic Attribution for Deep Networks, 2017, equation 3.
    """
    positions, weights = (torch.from_numpy(v).to(inputs[0].dtype) for v in QUADRATURES[quadrature](points))
    steps = [x - b for x, b in zip(inputs, baselines)]
    sums = [torch.zeros_like(x) for x in inputs]
    for a, w in zip(positions.split(batch), weights.split(batch)):
        at = [b + along(a, x) * step for x, b, step in zip(inputs, baselines, steps)]
        rows = torch.full((len(a), 1), index, dtype=torch.int64)
        for total, g in zip(sums, gradient(model, at, rows)):
            total += (along(w, g) * g).sum(0, keepdim=True)
    return [step * total for step, total in zip(steps, sums)]


def along(values: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    """One value per example, shaped to broadcast."""
    return values.reshape([-1] + [1] * (like.dim() - 1))
