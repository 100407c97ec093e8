"""Exports a training checkpoint as a BNN-PYNQ parameter folder.

Batch norm statistics are estimated anew for the final weights, then each channel's batch norm and
quantiser become two integer thresholds. The folder appears whole: an existing one is replaced by
a rename once the new one is complete.

    python3 tools/training/export.py --out training-run/parameters
"""
import argparse
import os
import shutil
from pathlib import Path
from typing import List

import numpy as np
import torch
from torch import nn

import parameters
from cnv import FIRST_LAYER_SCALE, LAST, LAYERS
from train import Cnv, TrainingSet, estimate_statistics, ternary_weight


def weight_matrix(index: int, latent: torch.Tensor) -> np.ndarray:
    """Ternary weights [row, column], columns (kernel row, kernel column, channel), rows padded by zeros."""
    layer = LAYERS[index]
    ternary = ternary_weight(latent.detach()).permute(0, 2, 3, 1).reshape(latent.shape[0], -1).numpy().astype(np.int8)
    matrix = np.zeros((layer.outputs, layer.columns), dtype=np.int8)
    matrix[: len(ternary)] = ternary
    return matrix


def fold(index: int, norm: nn.BatchNorm2d) -> np.ndarray:
    """Thresholds [row, 2]: batch norm gives +1 above 0.5 and -1 below -0.5.

    With a positive scale that is acc > upper and acc < lower, and so for an integer acc
    acc > floor(upper) and not acc > ceil(lower) - 1.
    """
    gamma, beta, mean, variance = (
        tensor.detach().double().numpy() for tensor in (norm.weight, norm.bias, norm.running_mean, norm.running_var)
    )
    if not (gamma > 0).all():
        raise ValueError(f"layer {index}: a batch norm scale is not positive")
    scale = FIRST_LAYER_SCALE if index == 0 else 1
    slope = gamma / np.sqrt(variance + norm.eps)
    lower = np.ceil(scale * (mean + (-0.5 - beta) / slope)) - 1
    upper = np.floor(scale * (mean + (0.5 - beta) / slope))
    # No accumulator reaches further, so that beyond it nothing changes.
    bound = LAYERS[index].columns * scale + 1
    return np.clip(np.stack([lower, upper], axis=1), -bound, bound).astype(np.int64)


def network_of(model: Cnv) -> List[parameters.LayerParameters]:
    """The integer network that a trained model in evaluation mode stands for."""
    return [
        parameters.LayerParameters(
            weight_matrix(index, model.weights[index]), fold(index, model.norms[index]) if index < LAST else None
        )
        for index in range(len(LAYERS))
    ]


def replace_folder(out: Path, network: List[parameters.LayerParameters]) -> None:
    """Puts the network in place of what is there, without ever leaving a half-written folder."""
    fresh, old = out.with_name(out.name + ".new"), out.with_name(out.name + ".old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir(parents=True)
    parameters.write(fresh, network)
    if out.exists():
        os.rename(out, old)
    os.rename(fresh, out)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("training-run/data"), help="folder of train.bin")
    parser.add_argument("--run", type=Path, default=Path("training-run"), help="folder of checkpoint.pt")
    parser.add_argument("--out", type=Path, default=Path("training-run/parameters"), help="folder to write or replace")
    parser.add_argument("--images", type=int, default=20000, help="training images for the statistics")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    state = torch.load(arguments.run / "checkpoint.pt")
    model = Cnv()
    model.load_state_dict(state["model"])
    model.set_phase(1.0)
    estimate_statistics(model, TrainingSet(arguments.data / "train.bin"), arguments.images)
    replace_folder(arguments.out, network_of(model))
    print(f"epoch {state['epoch']} (progress {state['progress']:.3f}) exported to {arguments.out}")


if __name__ == "__main__":
    main()
