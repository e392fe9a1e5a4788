"""Photos as the tensors that the models of the data folder expect."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
FACE_MEAN = (122.782, 117.001, 104.298)


@dataclass(frozen=True)
class Preprocessing:
    """(channels of 0..255, in the given order, - mean) / scale."""

    size: int
    resize: int
    """The short side before the centre crop of `size`."""
    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    scale: tuple[float, float, float] = (255.0, 255.0, 255.0)
    order: str = "RGB"


def normalized(size: int, resize: int) -> Preprocessing:
    """RGB/255, the mean and standard deviation of ImageNet."""
    return Preprocessing(
        size, resize, tuple(255 * m for m in IMAGENET_MEAN), tuple(255 * s for s in IMAGENET_STD)
    )


PREPROCESSING = {
    "resnet50-v1-imagenet-int8w": normalized(224, 256),
    "googlenet-bn-imagenet-int8w": normalized(224, 256),
    "mobilenetv2-imagenet": Preprocessing(224, 256, (127.5,) * 3, (127.5,) * 3),
    "squeezenet1.1-imagenet": Preprocessing(224, 256, (104.0, 117.0, 123.0), (1.0,) * 3, "BGR"),
    "resnet20-cifar10": normalized(32, 32),
    "tinyvgg-10class": Preprocessing(64, 64),
    "face-expression": Preprocessing(112, 112, FACE_MEAN),
    "face-recognition": Preprocessing(150, 150, FACE_MEAN),
}


def read(path: Path, how: Preprocessing) -> np.ndarray:
    """[1, 3, size, size] float32: the short side resized (PIL's bilinear filter, antialiased; the long side
    rounded to the nearest pixel), then the centre crop."""
    photo = Image.open(path).convert("RGB")
    width, height = photo.size
    short = min(width, height)
    resized = tuple((2 * side * how.resize + short) // (2 * short) for side in (width, height))
    photo = photo.resize(resized, Image.Resampling.BILINEAR)
    left, top = ((side - how.size) // 2 for side in photo.size)
    pixels = np.asarray(photo.crop((left, top, left + how.size, top + how.size)), dtype=np.float64)
    pixels = pixels[..., ::-1] if how.order == "BGR" else pixels
    return ((pixels - how.mean) / how.scale).transpose(2, 0, 1)[None].astype(np.float32)
