"""ONNX operators as PyTorch functions: one table, every entry prepares the call once.

An entry reads the attributes and the operands that decide the *form* of the computation (shapes, axes,
bounds) when the model is loaded and returns a function of the remaining tensors. Nothing is looked up by
name while the model runs.
"""

from dataclasses import dataclass, field
from typing import Any, Callable

import numpy as np
import torch
import torch.nn.functional as F

Tensors = Callable[..., torch.Tensor]


@dataclass(frozen=True)
class Node:
    """One node of the graph, as an entry of the table sees it."""

    op: str
    name: str
    inputs: list[str]
    outputs: list[str]
    attributes: dict[str, Any]
    constants: dict[str, np.ndarray] = field(repr=False)
    overwritable: frozenset[str] = frozenset()
    """Inputs that nobody else reads and that no backward formula keeps: their memory may be reused."""

    def attribute(self, key: str, default: Any) -> Any:
        return self.attributes.get(key, default)

    def constant(self, index: int) -> np.ndarray | None:
        """The operand at `index`, which must be a constant; None where it is absent."""
        if index >= len(self.inputs) or not self.inputs[index]:
            return None
        name = self.inputs[index]
        if name not in self.constants:
            raise ValueError(f"{self.op} '{self.name}': operand {index} ('{name}') must be a constant")
        return self.constants[name]

    def may_overwrite(self, index: int) -> bool:
        return self.inputs[index] in self.overwritable

    def begin_and_end_pads(self, rank: int) -> tuple[list[int], list[int]]:
        if self.attribute("auto_pad", b"NOTSET") not in (b"NOTSET", b"VALID"):
            raise ValueError(f"{self.op} '{self.name}': auto_pad is not supported")
        pads = list(self.attribute("pads", [0] * (2 * rank)))
        return pads[:rank], pads[rank:]


def torch_pads(begin: list[int], end: list[int]) -> list[int]:
    """The order F.pad wants: last axis first, begin and end side by side."""
    return [p for b, e in zip(reversed(begin), reversed(end)) for p in (b, e)]


def add(node: Node) -> Tensors:
    if node.may_overwrite(0):
        return lambda a, b: a.add_(b) if a.shape == b.shape else a + b
    if node.may_overwrite(1):
        return lambda a, b: b.add_(a) if a.shape == b.shape else a + b
    return lambda a, b: a + b


def average_pool(node: Node) -> Tensors:
    kernel = list(node.attribute("kernel_shape", []))
    strides = list(node.attribute("strides", [1] * len(kernel)))
    begin, end = node.begin_and_end_pads(len(kernel))
    if any(begin + end) or node.attribute("ceil_mode", 0):
        raise ValueError(f"AveragePool '{node.name}': padding and ceil_mode are not supported")
    pool = {1: F.avg_pool1d, 2: F.avg_pool2d}[len(kernel)]
    return lambda x: pool(x, kernel, strides)


def batch_normalization(node: Node) -> Tensors:
    epsilon = node.attribute("epsilon", 1e-5)
    return lambda x, scale, bias, mean, var: F.batch_norm(x, mean, var, scale, bias, False, 0.0, epsilon)


def clip(node: Node) -> Tensors:
    low, high = node.constant(1), node.constant(2)
    if low is None or high is None:
        bounds = [None if bound is None else float(bound) for bound in (low, high)]
        return lambda x: x.clamp(*bounds)
    inplace = node.may_overwrite(0)
    low, high = float(low), float(high)
    return lambda x: F.hardtanh(x, low, high, inplace)


def concat(node: Node) -> Tensors:
    axis = node.attribute("axis", 0)
    return lambda *xs: torch.cat(xs, axis)


def conv(node: Node) -> Tensors:
    rank = node.constants[node.inputs[1]].ndim - 2
    convolve = {1: F.conv1d, 2: F.conv2d}[rank]
    strides = list(node.attribute("strides", [1] * rank))
    dilations = list(node.attribute("dilations", [1] * rank))
    groups = node.attribute("group", 1)
    begin, end = node.begin_and_end_pads(rank)
    if begin == end:
        return lambda x, w, b=None: convolve(x, w, b, strides, begin, dilations, groups)
    pads = torch_pads(begin, end)
    return lambda x, w, b=None: convolve(F.pad(x, pads), w, b, strides, 0, dilations, groups)


def flatten(node: Node) -> Tensors:
    if node.attribute("axis", 1) != 1:
        raise ValueError(f"Flatten '{node.name}': only axis 1 is supported")
    return lambda x: x.flatten(1)


def gather(node: Node) -> Tensors:
    axis, indices = node.attribute("axis", 0), node.constant(1)
    if indices.ndim == 0:
        index = int(indices)
        return lambda x: x.select(axis, index)
    if indices.ndim == 1:
        positions = torch.from_numpy(indices.astype(np.int64))
        return lambda x: x.index_select(axis, positions)
    raise ValueError(f"Gather '{node.name}': indices of rank {indices.ndim} are not supported")


def gemm(node: Node) -> Tensors:
    alpha, beta = node.attribute("alpha", 1.0), node.attribute("beta", 1.0)
    transpose_a, transpose_b = node.attribute("transA", 0), node.attribute("transB", 0)
    bias = node.constants.get(node.inputs[2]) if len(node.inputs) > 2 else None
    plain_bias = len(node.inputs) == 2 or (bias is not None and bias.ndim == 1)
    if transpose_b and not transpose_a and alpha == beta == 1.0 and plain_bias:
        return F.linear

    def general(a: torch.Tensor, b: torch.Tensor, c: torch.Tensor | None = None) -> torch.Tensor:
        product = alpha * ((a.t() if transpose_a else a) @ (b.t() if transpose_b else b))
        return product if c is None else product + beta * c

    return general


def max_pool(node: Node) -> Tensors:
    kernel = list(node.attribute("kernel_shape", []))
    rank = len(kernel)
    pool = {1: F.max_pool1d, 2: F.max_pool2d}[rank]
    strides = list(node.attribute("strides", [1] * rank))
    dilations = list(node.attribute("dilations", [1] * rank))
    ceil = bool(node.attribute("ceil_mode", 0))
    begin, end = node.begin_and_end_pads(rank)
    if begin == end:
        return lambda x: pool(x, kernel, strides, begin, dilations, ceil)
    if ceil or dilations != [1] * rank:
        raise ValueError(f"MaxPool '{node.name}': uneven padding with ceil_mode or dilations is not supported")
    pads = torch_pads(begin, end)

    def covers(size: int, k: int, s: int, e: int) -> bool:
        # Rounding the output size up lets the last window hang over the edge, as padding the end does, without a copy.
        return -(-(size - k) // s) == (size + e - k) // s

    def uneven(x: torch.Tensor) -> torch.Tensor:
        if not any(begin) and all(map(covers, x.shape[2:], kernel, strides, end)):
            return pool(x, kernel, strides, 0, 1, True)
        return pool(F.pad(x, pads, value=-torch.inf), kernel, strides)

    return uneven


def pad(node: Node) -> Tensors:
    if node.attribute("mode", b"constant") != b"constant":
        raise ValueError(f"Pad '{node.name}': only constant padding is supported")
    amounts = node.constant(1).tolist()
    half = len(amounts) // 2
    pads, value = torch_pads(amounts[:half], amounts[half:]), node.constant(2)
    value = 0.0 if value is None else float(value)
    return lambda x: F.pad(x, pads, value=value)


def relu(node: Node) -> Tensors:
    return torch.relu_ if node.may_overwrite(0) else torch.relu


def reshape(node: Node) -> Tensors:
    shape = node.constant(1).tolist()
    return lambda x: x.reshape([x.shape[axis] if size == 0 else size for axis, size in enumerate(shape)])


def unsqueeze(node: Node) -> Tensors:
    axes = sorted(node.constant(1).tolist())
    if axes[0] < 0:
        raise ValueError(f"Unsqueeze '{node.name}': negative axes are not supported")

    def insert(x: torch.Tensor) -> torch.Tensor:
        for axis in axes:
            x = x.unsqueeze(axis)
        return x

    return insert


@dataclass(frozen=True)
class Operator:
    prepare: Callable[[Node], Tensors]
    tensors: int = 100
    """How many leading operands are tensors at run time; the others are read when the model is loaded."""
    keeps_output: bool = True
    """Whether the backward formula needs the output: if so, nobody may overwrite it."""


OPERATORS: dict[str, Operator] = {
    "Add": Operator(add, keeps_output=False),
    "AveragePool": Operator(average_pool),
    "BatchNormalization": Operator(batch_normalization, keeps_output=False),
    "Clip": Operator(clip, tensors=1),
    "Concat": Operator(concat, keeps_output=False),
    "Conv": Operator(conv, keeps_output=False),
    "Div": Operator(lambda node: torch.div),
    "Flatten": Operator(flatten),
    "Gather": Operator(gather, tensors=1),
    "Gemm": Operator(gemm, keeps_output=False),
    "GlobalAveragePool": Operator(lambda node: lambda x: F.adaptive_avg_pool2d(x, 1)),
    "Identity": Operator(lambda node: lambda x: x),
    "MatMul": Operator(lambda node: torch.matmul),
    "MaxPool": Operator(max_pool),
    "Mul": Operator(lambda node: torch.mul),
    "Pad": Operator(pad, tensors=1),
    "Relu": Operator(relu),
    "Reshape": Operator(reshape, tensors=1),
    "Sub": Operator(lambda node: torch.sub),
    "Tanh": Operator(lambda node: torch.tanh),
    "Unsqueeze": Operator(unsqueeze, tensors=1),
}
