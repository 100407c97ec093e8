"""Runs an exported parameter folder on CIFAR-10 records with the board's integer arithmetic.

Sums of small integers are exact in float32, so the convolutions are PyTorch's.

    python3 tools/training/evaluate.py --parameters training-run/parameters
    python3 tools/training/evaluate.py --parameters P --images images.bin --expect scores.i16.bin
"""
import argparse
from pathlib import Path
from typing import List

import numpy as np
import torch
import torch.nn.functional as F

import parameters
from cnv import CLASSES, FIRST_LAYER_SCALE, INPUT_SCALE, LAYERS, load_records, quantise_input

BATCH = 100


@torch.no_grad()
def scores(network: List[parameters.LayerParameters], quantised: np.ndarray) -> np.ndarray:
    """Scores [n, 64] of quantised images [n, row, column, colour]."""
    x = torch.from_numpy(quantised).permute(0, 3, 1, 2).float()
    for index, (layer, (weights, thresholds)) in enumerate(zip(LAYERS, network)):
        kernel = torch.from_numpy(weights).float().reshape(-1, layer.kernel, layer.kernel, layer.inputs)
        x = F.conv2d(x, kernel.permute(0, 3, 1, 2))
        if index == 0:
            x *= FIRST_LAYER_SCALE // INPUT_SCALE
        if thresholds is not None:
            lower, upper = torch.from_numpy(thresholds).float().reshape(1, -1, 1, 1, 2).unbind(-1)
            x = -1 + (lower < x).float() + (upper < x).float()
        if layer.pool:
            x = F.max_pool2d(x, 2)
    return x.flatten(1).numpy().astype(np.int16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parameters", type=Path, default=Path("training-run/parameters"))
    parser.add_argument("--images", type=Path, default=Path("training-run/data/test.bin"), help="CIFAR-10 records")
    parser.add_argument("--expect", type=Path, help="64 signed 16-bit scores per record that have to come out")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    network = parameters.read(arguments.parameters)
    images, labels = load_records(arguments.images)
    quantised = quantise_input(images)
    result = np.concatenate([scores(network, quantised[i : i + BATCH]) for i in range(0, len(images), BATCH)])

    if arguments.expect is not None:
        expected = np.fromfile(arguments.expect, dtype="<i2").reshape(-1, 64)
        if not np.array_equal(result[: len(expected)], expected):
            raise SystemExit(f"scores differ from {arguments.expect}")
        print(f"{len(expected)} x 64 scores equal {arguments.expect}")

    predicted = result[:, : len(CLASSES)].argmax(axis=1)
    correct = predicted == labels
    print(f"{correct.sum()} of {len(labels)} correct: {100 * correct.mean():.2f} %")
    for number, name in enumerate(CLASSES):
        if (labels == number).any():
            print(f"  {name:<11}{100 * correct[labels == number].mean():6.2f} %")


if __name__ == "__main__":
    main()
