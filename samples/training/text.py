"""Trains the text sample: a two-block transformer encoder that tells a Debian package's topic from its one-line description.

usage: apt-cache dumpavail | python3 text.py FOLDER

Writes topics.onnx and vocabulary.txt to the folder and prints the accuracy on descriptions that were held out. The exported
graph takes token ids and an attention mask, of any batch and any length, as encoders of this kind are usually exported.
"""

import collections
import random
import re
import sys

import torch
from torch import nn

TOPICS = ["games", "sound", "science", "graphics", "mail", "database", "editors", "fonts"]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNKNOWN, START, END = 0, 1, 2, 3
WIDTH, HEADS, BLOCKS, LONGEST = 48, 4, 2, 48


def descriptions(lines):
    section = None
    for line in lines:
        if line.startswith("Section: "):
            section = line.split(":")[1].strip().split("/")[-1]
        elif line.startswith("Description: ") and section in TOPICS:
            yield line.split(":", 1)[1].strip(), TOPICS.index(section)


def words(text):
    return re.findall(r"[a-z0-9]+|[^\sa-z0-9]", text.lower())


def pieces(word, known):
    """WordPiece: the longest known beginning, then the longest known continuation, and so on."""
    found, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in known:
                found.append(known[piece])
                break
        else:
            return [UNKNOWN]
        start = end
    return found


def encode(text, known):
    inner = [piece for word in words(text) for piece in pieces(word, known)]
    return [START] + inner[: LONGEST - 2] + [END]


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first, self.second = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.dropout = nn.Dropout(0.1)

    def heads(self, x):
        return x.view(x.size(0), x.size(1), HEADS, WIDTH // HEADS).permute(0, 2, 1, 3)

    def forward(self, x, penalty):
        query, key, value = self.heads(self.query(x)), self.heads(self.key(x)), self.heads(self.value(x))
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + penalty
        mixed = (torch.softmax(scores, -1) @ value).permute(0, 2, 1, 3).contiguous()
        mixed = mixed.view(mixed.size(0), mixed.size(1), WIDTH)
        x = self.first(x + self.dropout(self.out(mixed)))
        return self.second(x + self.dropout(self.narrow(nn.functional.gelu(self.wide(x)))))


class Encoder(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.words = nn.Embedding(size, WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.pooler, self.classes = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, len(TOPICS))
        self.dropout = nn.Dropout(0.2)

    def forward(self, ids, mask):
        penalty = (1.0 - mask[:, None, None, :].float()) * -10000.0
        places = torch.arange(ids.size(1)).unsqueeze(0)
        x = self.dropout(self.norm(self.words(ids) + self.places(places)))
        for block in self.blocks:
            x = block(x, penalty)
        return self.classes(torch.tanh(self.pooler(x[:, 0])))


def batch(rows):
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([ids + [PAD] * (longest - len(ids)) for ids, _ in rows])
    return ids, (ids != PAD).long(), torch.tensor([topic for _, topic in rows])


def accuracy(model, rows):
    model.eval()
    right = 0
    with torch.no_grad():
        for start in range(0, len(rows), 128):
            ids, mask, topics = batch(rows[start : start + 128])
            right += (model(ids, mask).argmax(1) == topics).sum().item()
    return right / len(rows)


def main():
    folder = sys.argv[1]
    torch.manual_seed(1)
    chance = random.Random(1)
    rows = sorted(set(descriptions(sys.stdin)))
    chance.shuffle(rows)
    held = len(rows) // 8
    counts = collections.Counter(word for text, _ in rows[held:] for word in words(text))
    common = [word for word, count in counts.most_common(2500) if count > 1]
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    vocabulary = list(dict.fromkeys(SPECIAL + common + list(letters) + ["##" + c for c in letters]))
    known = {word: i for i, word in enumerate(vocabulary)}
    data = [(encode(text, known), topic) for text, topic in rows]
    test, train = data[:held], data[held:]

    model = Encoder(len(vocabulary))
    steps, done = 12 * (len(train) // 64 + 1), 0
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps)
    while done < steps:
        chance.shuffle(train)
        for start in range(0, len(train), 64):
            model.train()
            ids, mask, topics = batch(train[start : start + 64])
            loss = nn.functional.cross_entropy(model(ids, mask), topics)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done == steps:
                break
    print(f"{len(train)} descriptions to learn from; right on {accuracy(model, test):.1%} of {len(test)} others")

    model.eval()
    ids, mask, _ = batch(test[:2])
    free = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        model, (ids, mask), f"{folder}/topics.onnx", opset_version=14,
        input_names=["input_ids", "attention_mask"], output_names=["logits"],
        dynamic_axes={"input_ids": free, "attention_mask": free, "logits": {0: "batch"}},
    )  # fmt: skip
    with open(f"{folder}/vocabulary.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(vocabulary) + "\n")


main()
