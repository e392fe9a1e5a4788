"""Trains the picture sample: a vision transformer that reads handwritten digits of 8×8 pixels.

usage: python3 digits.py digits.csv.gz FOLDER

The table has 64 pixels from 0 to 16 and the digit per row. Writes digits.onnx, exported for a batch of exactly one, as
exporters do when nobody asks for more, and prints the accuracy on digits that were held out.
"""

import sys

import numpy
import torch
from torch import nn

WIDTH, HEADS, BLOCKS, PATCH = 32, 4, 2, 2


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.joint, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, x):
        batch, count, _ = x.shape
        joint = self.joint(self.first(x)).reshape(batch, count, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = joint[0], joint[1], joint[2]
        mixed = torch.softmax(query @ key.transpose(-2, -1) * (WIDTH // HEADS) ** -0.5, -1) @ value
        x = x + self.out(mixed.transpose(1, 2).reshape(batch, count, WIDTH))
        return x + self.narrow(nn.functional.gelu(self.wide(self.second(x))))


class VisionTransformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(1, WIDTH, PATCH, stride=PATCH)
        self.token = nn.Parameter(torch.zeros(1, 1, WIDTH))
        self.places = nn.Parameter(0.02 * torch.randn(1, (8 // PATCH) ** 2 + 1, WIDTH))
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.norm, self.classes = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 10)

    def forward(self, pixels):
        x = self.patches(pixels).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1) + self.places
        for block in self.blocks:
            x = block(x)
        return self.classes(self.norm(x)[:, 0])


def main():
    table, folder = numpy.loadtxt(sys.argv[1], delimiter=","), sys.argv[2]
    torch.manual_seed(1)
    order = torch.randperm(len(table))
    pixels = torch.tensor(table[:, :64], dtype=torch.float32).reshape(-1, 1, 8, 8)[order] / 16
    digits = torch.tensor(table[:, 64], dtype=torch.long)[order]
    held = len(table) // 5
    model = VisionTransformer()
    steps = 2500
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps)
    for _ in range(steps):
        chosen = held + torch.randint(len(table) - held, (64,))
        noisy = pixels[chosen] + 0.05 * torch.randn(64, 1, 8, 8)
        loss = nn.functional.cross_entropy(model(noisy), digits[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    model.eval()
    right = (model(pixels[:held]).argmax(1) == digits[:held]).float().mean().item()
    print(f"{len(table) - held} digits to learn from; right on {right:.1%} of {held} others")
    torch.onnx.export(
        model, pixels[:1], f"{folder}/digits.onnx", opset_version=14, input_names=["pixels"], output_names=["logits"]
    )


main()
