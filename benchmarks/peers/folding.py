"""Rewrites of constants that any deployment would make before it measures."""

import numpy as np

from operators import Node

Constants = dict[str, np.ndarray]


def dequantize(node: Node) -> np.ndarray:
    """DequantizeLinear(Q, s, z) -> (Q - z) * s in float32, per axis where s is a vector."""
    if any(name not in node.constants for name in node.inputs):
        raise ValueError(f"DequantizeLinear '{node.name}': only constants can be dequantized")
    quantized, scale = node.constant(0).astype(np.int32), node.constant(1)
    zero = node.constant(2)
    zero = np.zeros_like(scale, dtype=np.int32) if zero is None else zero.astype(np.int32)
    if scale.ndim == 1:
        along = [1] * quantized.ndim
        along[node.attribute("axis", 1)] = -1
        scale, zero = scale.reshape(along), zero.reshape(along)
    return (quantized - zero).astype(np.float32) * scale


def fold_constants(nodes: list[Node]) -> list[Node]:
    """Constant and DequantizeLinear nodes become constants."""
    kept = []
    for node in nodes:
        if node.op == "DequantizeLinear":
            node.constants[node.outputs[0]] = dequantize(node)
        else:
            kept.append(node)
    return kept


def fold_batch_normalization(nodes: list[Node], outputs: set[str]) -> list[Node]:
    """BatchNormalization(Conv(X, W, B)) -> Conv(X, W', B') where nothing else reads the convolution."""
    makers = {node.outputs[0]: position for position, node in enumerate(nodes)}
    readers = [name for node in nodes for name in node.inputs] + list(outputs)
    folded = list(nodes)
    for position, norm in enumerate(nodes):
        made = norm.inputs[0]
        convolution = folded[makers[made]] if norm.op == "BatchNormalization" and made in makers else None
        if convolution is not None and convolution.op == "Conv" and readers.count(made) == 1:
            folded[makers[made]] = fold_into(convolution, norm)
            folded[position] = None
    return [node for node in folded if node is not None]


def fold_into(convolution: Node, norm: Node) -> Node:
    constants = norm.constants
    scale, shift, mean, variance = (norm.constant(i).astype(np.float64) for i in range(1, 5))
    factor = scale / np.sqrt(variance + norm.attribute("epsilon", 1e-5))
    weight, bias = convolution.constant(1), convolution.constant(2)
    bias = 0.0 if bias is None else bias
    names = [f"{norm.outputs[0]}.weight", f"{norm.outputs[0]}.bias"]
    constants[names[0]] = (weight * factor.reshape([-1] + [1] * (weight.ndim - 1))).astype(np.float32)
    constants[names[1]] = ((bias - mean) * factor + shift).astype(np.float32)
    return Node(
        "Conv", convolution.name, [convolution.inputs[0], *names], norm.outputs, convolution.attributes, constants
    )
