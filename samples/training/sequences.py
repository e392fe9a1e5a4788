"""Trains the sequence sample: an LSTM that solves the adding problem (Hochreiter and Schmidhuber 1997).

usage: python3 sequences.py FOLDER

A sequence has two columns: a number between 0 and 1, and a mark that is 1 at exactly two steps and 0 elsewhere. The output is the
sum of the two marked numbers, so it is known which steps a good explanation names. Writes adding.onnx and prints the error on
new sequences.
"""

import sys

import torch
from torch import nn

WIDTH = 24


class Adding(nn.Module):
    def __init__(self):
        super().__init__()
        self.memory = nn.LSTM(2, WIDTH, batch_first=True)
        self.sum = nn.Linear(WIDTH, 1)

    def forward(self, steps):
        _, (last, _) = self.memory(steps)
        return self.sum(last[0])


def sequences(count, length):
    steps = torch.stack([torch.rand(count, length), torch.zeros(count, length)], 2)
    for mark in range(2):
        half = torch.randint(length // 2, (count,)) + mark * (length // 2)
        steps[torch.arange(count), half, 1] = 1
    return steps, (steps[..., 0] * steps[..., 1]).sum(1, keepdim=True)


def main():
    torch.manual_seed(1)
    model, steps = Adding(), 6000
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-3, total_steps=steps)
    for step in range(steps):
        x, y = sequences(64, 4 + 2 * (step % 7))
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    x, y = sequences(1000, 12)
    error = (model(x) - y).abs().mean().item()
    print(f"mean error on 1000 new sequences of 12 steps: {error:.3f}; answering 1 always would be off by {(y - 1).abs().mean().item():.3f}")
    torch.onnx.export(
        model, x[:2], f"{sys.argv[1]}/adding.onnx", opset_version=14, input_names=["steps"], output_names=["sum"],
        dynamic_axes={"steps": {0: "batch", 1: "length"}, "sum": {0: "batch"}},
    )  # fmt: skip


main()
