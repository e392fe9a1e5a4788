"""An ONNX model as a PyTorch module.

The graph is prepared once: every node becomes a function bound to its attributes, every value a slot of a
list. A forward pass calls the functions in order and lets go of a value after its last reader, so autograd
alone decides what stays in memory. Weights are buffers: `double()` and `to(memory_format=...)` work, and no
gradient is computed for them. Activations and residual additions work in place where that is safe, as the
models of torchvision do.
"""

from dataclasses import replace
from pathlib import Path
from typing import Callable, NamedTuple

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from folding import fold_batch_normalization, fold_constants
from operators import OPERATORS, Node


class Step(NamedTuple):
    call: Callable[..., torch.Tensor]
    inputs: list[int]
    output: int
    last_read: list[int]
    """Slots that no later step reads."""


class OnnxModule(torch.nn.Module):
    """Computes one value of an ONNX graph: `output`, by default the first output of the model.

    `fold` also folds BatchNormalization into the convolution before it.
    """

    def __init__(self, path: str | Path, output: str | None = None, fold: bool = False):
        super().__init__()
        graph = onnx.load(str(path)).graph
        constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.inputs = [value for value in graph.input if value.name not in constants]
        self.output = output or graph.output[0].name
        nodes = fold_constants(read_nodes(graph, constants))
        nodes = fold_batch_normalization(nodes, {self.output}) if fold else nodes
        nodes = mark_overwritable(needed_for(self.output, nodes), self.output)
        self._prepare(nodes, constants)

    def input_shape(self, batch: int) -> list[int]:
        """The shape of the first input at the given batch size."""
        return [batch, *(dim.dim_value for dim in self.inputs[0].type.tensor_type.shape.dim[1:])]

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        values = list(self._constants)
        values[: len(inputs)] = inputs
        for call, reads, output, last_read in self._steps:
            values[output] = call(*[values[slot] for slot in reads])
            for slot in last_read:
                values[slot] = None
        return values[self._result]

    def _prepare(self, nodes: list[Node], constants: dict[str, np.ndarray]) -> None:
        slots = {value.name: slot for slot, value in enumerate(self.inputs)}
        self._buffer_slots: dict[int, str] = {}
        self._steps: list[Step] = []
        for node in nodes:
            names = [name for name in node.inputs[: OPERATORS[node.op].tensors] if name]
            for name in names:
                if name not in slots and name in constants:
                    slots[name] = len(slots)
                    self._buffer_slots[slots[name]] = f"constant{slots[name]}"
                    # A copy: the arrays of a model file are read-only views.
                    self.register_buffer(f"constant{slots[name]}", torch.tensor(constants[name]))
            reads = [slots[name] for name in names]
            slots[node.outputs[0]] = len(slots)
            self._steps.append(Step(OPERATORS[node.op].prepare(node), reads, slots[node.outputs[0]], []))
        self._result = slots[self.output]
        self._slot_count = len(slots)
        self._release_after_last_read()
        self._collect_constants()

    def _release_after_last_read(self) -> None:
        kept = {self._result, *self._buffer_slots}
        for step in reversed(self._steps):
            step.last_read.extend(set(step.inputs) - kept)
            kept.update(step.inputs)

    def _collect_constants(self) -> None:
        self._constants: list[torch.Tensor | None] = [None] * self._slot_count
        for slot, name in self._buffer_slots.items():
            self._constants[slot] = getattr(self, name)

    def _apply(self, fn):
        # Conversions of type and memory format replace the buffers.
        super()._apply(fn)
        self._collect_constants()
        return self


def read_nodes(graph: onnx.GraphProto, constants: dict[str, np.ndarray]) -> list[Node]:
    nodes = []
    for node in graph.node:
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "Constant":
            constants[node.output[0]] = numpy_helper.to_array(attributes["value"])
            continue
        if node.op_type not in OPERATORS and node.op_type != "DequantizeLinear":
            raise ValueError(f"{node.op_type} '{node.name}': this operator is not supported; add it to operators.py")
        nodes.append(Node(node.op_type, node.name, list(node.input), list(node.output), attributes, constants))
    return nodes


def needed_for(output: str, nodes: list[Node]) -> list[Node]:
    needed, kept = {output}, []
    for node in reversed(nodes):
        if needed.intersection(node.outputs):
            needed.update(node.inputs)
            kept.append(node)
    return kept[::-1]


def mark_overwritable(nodes: list[Node], output: str) -> list[Node]:
    readers = [name for node in nodes for name in node.inputs] + [output]
    free = {
        node.outputs[0]
        for node in nodes
        if not OPERATORS[node.op].keeps_output and readers.count(node.outputs[0]) == 1
    }
    return [replace(node, overwritable=frozenset(free.intersection(node.inputs))) for node in nodes]
