"""Trains CnvW2A2 (ternary weights and activations) for CIFAR-10 on a CPU, in bfloat16.

The run goes through three phases: float weights and clipped activations; float weights and
ternary activations; ternary weights and activations. The learning rate follows a cosine over
the whole run. The length of the run is a number of epochs or an amount of wall-clock time; the
latter anneals to the end in time even if the machine slows down.

    python3 tools/training/train.py --minutes 110
    python3 tools/training/train.py --minutes 60 --resume
"""
import argparse
import math
import time
from pathlib import Path
from typing import Any, Dict, Iterator, Optional, Tuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from cnv import CLASSES, INPUT_SCALE, LAST, LAYERS, SIDE, load_records, quantise_input

BATCH = 100
SHIFT = 4
LEARNING_RATE = 3e-3
LABEL_SMOOTHING = 0.05
SMALLEST_GAMMA = 0.02
#: Progress (0..1) at which activations, and at which weights, become ternary.
TERNARY_ACTIVATIONS_FROM = 0.10
TERNARY_WEIGHTS_FROM = 0.16


class Quantise(torch.autograd.Function):
    """clip(x, -1, 1), rounded if asked to; the gradient passes where x lies within (-1, 1)."""

    @staticmethod
    def forward(context: Any, x: Tensor, ternary: bool) -> Tensor:
        context.save_for_backward(x)
        clipped = x.clamp(-1, 1)
        return clipped.round_() if ternary else clipped

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> Tuple[Tensor, None]:
        (x,) = context.saved_tensors
        # threshold_backward keeps the gradient where its second argument exceeds the third:
        # the fastest mask that exists for bfloat16 on a CPU.
        return torch.ops.aten.threshold_backward(gradient, x.abs().neg_(), -1), None


def scaled_weight(latent: Tensor) -> Tensor:
    """Latent weights over 1.5 times the mean magnitude of their output channel."""
    return latent / (1.5 * latent.detach().abs().mean(dim=(1, 2, 3), keepdim=True) + 1e-12)


def ternary_weight(latent: Tensor) -> Tensor:
    """The weights that are exported: -1, 0 or +1."""
    return scaled_weight(latent).clamp(-1, 1).round()


class Cnv(nn.Module):
    """The network; batch norm follows the pooling, which commutes as its scale stays positive.

    The last layer has neither batch norm nor bias: its scores are multiplied by one learnt
    positive number, which the arg max of the deployed network does not need.
    """

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.ParameterList()
        self.norms = nn.ModuleList()
        for index, layer in enumerate(LAYERS):
            outputs = layer.outputs if index < LAST else len(CLASSES)
            latent = torch.empty(outputs, layer.inputs, layer.kernel, layer.kernel)
            nn.init.kaiming_normal_(latent)
            self.weights.append(nn.Parameter(latent.contiguous(memory_format=torch.channels_last)))
            if index < LAST:
                self.norms.append(nn.BatchNorm2d(outputs))
        self.log_score_scale = nn.Parameter(torch.tensor(math.log(0.05)))
        self.ternary_activations = False
        self.ternary_weights = False

    def set_phase(self, progress: float) -> str:
        """Chooses what is quantised at this point of the run; returns the phase's name."""
        self.ternary_activations = progress >= TERNARY_ACTIVATIONS_FROM
        self.ternary_weights = progress >= TERNARY_WEIGHTS_FROM
        return ("float", "ternary-a", "ternary-wa")[self.ternary_activations + self.ternary_weights]

    def forward(self, x: Tensor) -> Tensor:
        for index, layer in enumerate(LAYERS):
            scaled = scaled_weight(self.weights[index])
            clipped = scaled.detach().clamp(-1, 1)
            used = clipped.round() if self.ternary_weights else clipped
            weight = scaled + (used - scaled.detach())
            if index == LAST:
                return F.conv2d(x.float(), weight).flatten(1) * self.log_score_scale.exp()
            x = F.conv2d(x, weight.to(x.dtype).contiguous(memory_format=torch.channels_last))
            if layer.pool:
                x = F.max_pool2d(x, 2)
            x = Quantise.apply(self.norms[index](x), self.ternary_activations)
        raise AssertionError("the loop returns at the last layer")

    @torch.no_grad()
    def keep_scales_positive(self) -> None:
        for norm in self.norms:
            norm.weight.clamp_(min=SMALLEST_GAMMA)


def to_input(quantised: np.ndarray, dtype: torch.dtype) -> Tensor:
    """Quantised images [n, row, column, colour] as a channels-last tensor [n, colour, row, column]."""
    return torch.from_numpy(quantised).permute(0, 3, 1, 2).to(dtype).div_(INPUT_SCALE)


class TrainingSet:
    """The quantised training images, mirrored at their borders, and their random crops and flips."""

    def __init__(self, path: Path) -> None:
        images, self.labels = load_records(path)
        border = ((0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT), (0, 0))
        self.padded = quantise_input(np.pad(images, border, mode="reflect"))

    def __len__(self) -> int:
        return len(self.labels)

    def batches(self, seed: Tuple[int, int]) -> Iterator[Tuple[Tensor, Tensor]]:
        """One epoch in random order, each image shifted by up to SHIFT pixels and flipped or not."""
        random = np.random.default_rng(seed)
        order = random.permutation(len(self))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            count = len(chosen)
            rows = random.integers(0, 2 * SHIFT + 1, (count, 1)) + np.arange(SIDE)
            columns = random.integers(0, 2 * SHIFT + 1, (count, 1)) + np.arange(SIDE)
            flip = random.random((count, 1)) < 0.5
            columns = np.where(flip, columns[:, ::-1], columns)
            crops = self.padded[chosen[:, None, None], rows[:, :, None], columns[:, None, :]]
            yield to_input(crops, torch.bfloat16), torch.from_numpy(self.labels[chosen])

    def plain(self, count: int) -> Iterator[Tensor]:
        """The first images as they are, in float32."""
        for start in range(0, count, BATCH):
            yield to_input(self.padded[start : start + BATCH, SHIFT:-SHIFT, SHIFT:-SHIFT], torch.float32)


@torch.no_grad()
def estimate_statistics(model: Cnv, data: TrainingSet, count: int) -> None:
    """Replaces the batch norms' running statistics by averages over plain training images."""
    for norm in model.norms:
        norm.reset_running_stats()
        norm.momentum = None
    model.train()
    for images in data.plain(count):
        model(images)
    model.eval()


@torch.no_grad()
def accuracy(model: Cnv, images: np.ndarray, labels: np.ndarray) -> float:
    """Share of the quantised images that the model in its evaluation mode gets right."""
    model.eval()
    correct = 0
    for start in range(0, len(labels), BATCH):
        scores = model(to_input(images[start : start + BATCH], torch.bfloat16))
        correct += int((scores.argmax(1).numpy() == labels[start : start + BATCH]).sum())
    model.train()
    return correct / len(labels)


class Schedule:
    """Progress from 0 to 1 over a number of epochs or minutes, and the learning rate that follows."""

    def __init__(self, steps_per_epoch: int, epochs: Optional[int], minutes: Optional[float], reached: float) -> None:
        self.total_steps = None if epochs is None else epochs * steps_per_epoch
        self.seconds = 60 * (minutes or 0)
        self.reached = reached
        self.started = time.time()

    def progress(self, step: int) -> float:
        if self.total_steps is not None:
            return min(1.0, step / self.total_steps)
        elapsed = (time.time() - self.started) / self.seconds
        return min(1.0, self.reached + (1 - self.reached) * elapsed)

    @staticmethod
    def rate(progress: float) -> float:
        return LEARNING_RATE * 0.5 * (1 + math.cos(math.pi * progress))


def save(path: Path, state: Dict[str, Any]) -> None:
    """Writes a checkpoint whole or not at all."""
    temporary = path.with_suffix(".new")
    torch.save(state, temporary)
    temporary.replace(path)


def train(arguments: argparse.Namespace) -> None:
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    run: Path = arguments.run
    run.mkdir(parents=True, exist_ok=True)
    checkpoint = run / "checkpoint.pt"

    data = TrainingSet(arguments.data / "train.bin")
    test_images, test_labels = load_records(arguments.data / "test.bin")
    test_images, test_labels = quantise_input(test_images[: arguments.probe]), test_labels[: arguments.probe]

    model = Cnv()
    optimiser = torch.optim.Adam(model.parameters(), LEARNING_RATE)
    epoch, step, reached = 0, 0, 0.0
    if arguments.resume:
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        epoch, step, reached = state["epoch"], state["step"], state["progress"]
    steps_per_epoch = math.ceil(len(data) / BATCH)
    schedule = Schedule(steps_per_epoch, arguments.epochs, arguments.minutes, reached)

    with (run / "training.log").open("a") as log:
        while reached < 1:
            epoch += 1
            began, seen, correct, loss_sum = time.time(), 0, 0, 0.0
            for images, labels in data.batches((arguments.seed, epoch)):
                reached = schedule.progress(step)
                if reached >= 1:
                    break
                phase = model.set_phase(reached)
                rate = schedule.rate(reached)
                optimiser.param_groups[0]["lr"] = rate
                scores = model(images)
                loss = F.cross_entropy(scores, labels, label_smoothing=LABEL_SMOOTHING)
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                optimiser.step()
                model.keep_scales_positive()
                step += 1
                seen += len(labels)
                loss_sum += float(loss.detach()) * len(labels)
                correct += int((scores.detach().argmax(1) == labels).sum())
            reached = schedule.progress(step)
            if seen == 0:
                break
            seconds = time.time() - began
            line = (
                f"{time.strftime('%H:%M:%S')} epoch {epoch} progress {reached:.3f} {phase} rate {rate:.2e} "
                f"loss {loss_sum / seen:.4f} train {100 * correct / seen:.2f} % "
                f"{1000 * seconds / seen:.2f} ms/image"
            )
            if epoch % arguments.probe_every == 0 or reached >= 1:
                line += f" test[{len(test_labels)}] {100 * accuracy(model, test_images, test_labels):.2f} %"
            print(line, flush=True)
            print(line, file=log, flush=True)
            save(
                checkpoint,
                {
                    "model": model.state_dict(),
                    "optimiser": optimiser.state_dict(),
                    "epoch": epoch,
                    "step": step,
                    "progress": reached,
                    "seed": arguments.seed,
                },
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("training-run/data"), help="folder of train.bin and test.bin")
    parser.add_argument("--run", type=Path, default=Path("training-run"), help="folder for checkpoint.pt and training.log")
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--epochs", type=int, help="length of the whole run in epochs")
    length.add_argument("--minutes", type=float, help="wall-clock time from now to the end of the run")
    parser.add_argument("--resume", action="store_true", help="go on from the run's checkpoint")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--probe", type=int, default=2000, help="test images of the accuracy in the log")
    parser.add_argument("--probe-every", type=int, default=3, help="epochs between such accuracies")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
