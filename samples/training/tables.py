"""Trains the table samples: an MLP and a logistic regression that tell malignant from benign breast tumors.

usage: python3 tables.py breast_cancer.csv FOLDER

The table has a line of counts, then 30 measurements and the class (0 malignant, 1 benign) per row. Writes mlp.onnx, which
takes the measurements as they are and standardizes them itself; pipeline.onnx, which has the shape that scikit-learn
pipelines are exported in (Imputer, Scaler, LinearClassifier, Normalizer); and average.csv, the mean of what was learned
from. Prints the accuracies on rows that were held out.
"""

import csv
import sys

import numpy
import onnx
import torch
from onnx import TensorProto, helper
from torch import nn

MEASURES = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points",
            "symmetry", "fractal dimension"]  # fmt: skip
COLUMNS = [f"{kind} {measure}" for kind in ("mean", "error of", "worst") for measure in MEASURES]


class Standardized(nn.Module):
    def __init__(self, mean, deviation, rest):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.rest = rest

    def forward(self, x):
        return self.rest((x - self.mean) / self.deviation)


def fit(model, x, y, decay):
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=decay)
    for _ in range(600):
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()


def accuracy(model, x, y):
    return (model(x).argmax(1) == y).float().mean().item()


def pipeline(mean, deviation, linear):
    """Malignant is class 0; each class has its row of coefficients, as in a multinomial regression."""
    weight, bias = linear.weight.detach().numpy(), linear.bias.detach().numpy()
    nodes = [
        helper.make_node("Imputer", ["float_input"], ["complete"], domain="ai.onnx.ml",
                         imputed_value_floats=mean.tolist(), replaced_value_float=float("nan")),
        helper.make_node("Scaler", ["complete"], ["scaled"], domain="ai.onnx.ml",
                         offset=mean.tolist(), scale=(1 / deviation).tolist()),
        helper.make_node("LinearClassifier", ["scaled"], ["label", "probability_tensor"], domain="ai.onnx.ml",
                         coefficients=weight.flatten().tolist(), intercepts=bias.tolist(), classlabels_ints=[0, 1],
                         multi_class=1, post_transform="SOFTMAX"),
        helper.make_node("Normalizer", ["probability_tensor"], ["probabilities"], domain="ai.onnx.ml", norm="L1"),
    ]  # fmt: skip
    graph = helper.make_graph(
        nodes, "pipeline",
        [helper.make_tensor_value_info("float_input", TensorProto.FLOAT, [None, len(COLUMNS)])],
        [helper.make_tensor_value_info("label", TensorProto.INT64, [None]),
         helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [None, 2])],
    )  # fmt: skip
    opsets = [helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="ascribe-samples")


def main():
    folder = sys.argv[2]
    table = numpy.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
    torch.manual_seed(1)
    order = torch.randperm(len(table))
    x = torch.tensor(table[:, :30], dtype=torch.float32)[order]
    y = torch.tensor(table[:, 30], dtype=torch.long)[order]
    held = len(table) // 4
    mean, deviation = x[held:].mean(0), x[held:].std(0)

    hidden = nn.Sequential(nn.Linear(30, 24), nn.ReLU(), nn.Linear(24, 12), nn.Tanh(), nn.Linear(12, 2))
    mlp = Standardized(mean, deviation, hidden)
    fit(mlp, x[held:], y[held:], 0.3)
    linear = Standardized(mean, deviation, nn.Linear(30, 2))
    fit(linear, x[held:], y[held:], 0.3)
    for name, model in (("MLP", mlp), ("pipeline", linear)):
        print(f"{name}: {len(x) - held} rows to learn from; right on {accuracy(model, x[:held], y[:held]):.1%} of {held} others")

    torch.onnx.export(
        mlp, x[:2], f"{folder}/mlp.onnx", opset_version=14, input_names=["measurements"], output_names=["logits"],
        dynamic_axes={"measurements": {0: "batch"}, "logits": {0: "batch"}},
    )  # fmt: skip
    onnx.save(pipeline(mean.numpy(), deviation.numpy(), linear.rest), f"{folder}/pipeline.onnx")
    with open(f"{folder}/average.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerow(f"{value:.6g}" for value in mean.tolist())


main()
