"""The BNN-PYNQ parameter folder: `<layer>-<pe>-weights.bin`, `<layer>-<pe>-thres.bin`, `classes.txt`.

Every file is a sequence of 64-bit little-endian words. Row r of a layer's weight matrix belongs to
processing element r mod PE; a word of weights holds SIMD 2-bit two's complement weights of one row,
the first in the lowest bits, and the columns of a convolution run (kernel row, kernel column,
channel). Each row has two ascending signed thresholds; the last layer has none.
"""
from pathlib import Path
from typing import List, NamedTuple, Optional

import numpy as np

from cnv import CLASSES, LAST, LAYERS, Layer

WEIGHT_BITS = 2


class LayerParameters(NamedTuple):
    """Integer parameters of one layer."""

    weights: np.ndarray  #: [row, column], -1, 0 or +1
    thresholds: Optional[np.ndarray]  #: [row, 2], ascending


def pack_weights(layer: Layer, weights: np.ndarray) -> np.ndarray:
    """Words [pe, fold] of a weight matrix [row, column]."""
    lanes = (weights.astype(np.int64) & 0b11).astype(np.uint64).reshape(-1, layer.pe, layer.columns // layer.simd, layer.simd)
    shifts = np.arange(layer.simd, dtype=np.uint64) * np.uint64(WEIGHT_BITS)
    words = np.bitwise_or.reduce(lanes << shifts, axis=-1)
    return words.transpose(1, 0, 2).reshape(layer.pe, -1)


def unpack_weights(layer: Layer, words: np.ndarray) -> np.ndarray:
    """The inverse of pack_weights."""
    shifts = np.arange(layer.simd, dtype=np.uint64) * np.uint64(WEIGHT_BITS)
    lanes = ((words[:, :, None] >> shifts) & np.uint64(0b11)).astype(np.int8)
    signed = np.where(lanes >= 2, lanes - 4, lanes)
    folds = signed.reshape(layer.pe, -1, layer.columns // layer.simd, layer.simd)
    return folds.transpose(1, 0, 2, 3).reshape(layer.outputs, layer.columns)


def write(folder: Path, network: List[LayerParameters]) -> None:
    """Writes the network into an existing folder."""
    for index, (layer, parameters) in enumerate(zip(LAYERS, network)):
        words = pack_weights(layer, parameters.weights)
        for pe in range(layer.pe):
            words[pe].astype("<u8").tofile(folder / f"{index}-{pe}-weights.bin")
            if parameters.thresholds is not None:
                parameters.thresholds[pe :: layer.pe].astype("<i8").tofile(folder / f"{index}-{pe}-thres.bin")
    (folder / "classes.txt").write_text("".join(f"{name}\n" for name in CLASSES))


def read(folder: Path) -> List[LayerParameters]:
    """Reads a network; weight files that end early go on as zeros."""
    network = []
    for index, layer in enumerate(LAYERS):
        words = np.zeros((layer.pe, layer.outputs // layer.pe * (layer.columns // layer.simd)), dtype=np.uint64)
        thresholds = np.zeros((layer.outputs, 2), dtype=np.int64) if index < LAST else None
        for pe in range(layer.pe):
            stored = np.fromfile(folder / f"{index}-{pe}-weights.bin", dtype="<u8")
            words[pe, : len(stored)] = stored
            if thresholds is not None:
                thresholds[pe :: layer.pe] = np.fromfile(folder / f"{index}-{pe}-thres.bin", dtype="<i8").reshape(-1, 2)
        network.append(LayerParameters(unpack_weights(layer, words), thresholds))
    return network
