"""What training, export and evaluation share: the CnvW2A2 topology and the CIFAR-10 records."""
from pathlib import Path
from typing import NamedTuple, Tuple

import numpy as np

CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
SIDE = 32
RECORD = 1 + 3 * SIDE * SIDE


class Layer(NamedTuple):
    """One layer; a fully connected layer is a convolution with a 1x1 kernel on a 1x1 map."""

    inputs: int
    outputs: int
    kernel: int
    pool: bool
    pe: int
    simd: int

    @property
    def columns(self) -> int:
        """Weights per output channel, the width of the weight matrix."""
        return self.inputs * self.kernel * self.kernel


LAYERS = (
    Layer(3, 64, 3, False, 8, 3),
    Layer(64, 64, 3, True, 16, 16),
    Layer(64, 128, 3, False, 8, 16),
    Layer(128, 128, 3, True, 8, 16),
    Layer(128, 256, 3, False, 4, 8),
    Layer(256, 256, 3, False, 1, 8),
    Layer(256, 512, 1, False, 1, 2),
    Layer(512, 512, 1, False, 2, 2),
    Layer(512, 64, 1, False, 4, 1),
)
LAST = len(LAYERS) - 1

#: Accumulator units per unit of a layer's dot product: the first layer's thresholds carry 8 fraction bits.
FIRST_LAYER_SCALE = 256
#: The first layer's input is q / 128 with q an 8-bit signed integer.
INPUT_SCALE = 128


def quantise_input(pixels: np.ndarray) -> np.ndarray:
    """Bytes to signed 8-bit fixed point: -1 + 2c/255 in units of 1/128, rounded and saturated."""
    value = np.floor(INPUT_SCALE * (-1 + 2 * np.arange(256) / 255) + 0.5)
    return np.clip(value, -128, 127).astype(np.int8)[pixels]


def load_records(path: Path) -> Tuple[np.ndarray, np.ndarray]:
    """A file of CIFAR-10 records as images [n, row, column, colour] of bytes, and labels [n]."""
    records = np.fromfile(path, dtype=np.uint8).reshape(-1, RECORD)
    images = records[:, 1:].reshape(-1, 3, SIDE, SIDE).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(images), records[:, 0].astype(np.int64)
