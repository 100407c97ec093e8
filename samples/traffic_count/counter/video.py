"""Synthetic video of a road: grey ground, rectangles that move, noise; and how many vehicles each frame really shows.

``python3 video.py FOLDER`` writes the counter's parameters, ``background.bin`` and ``threshold.bin``.
"""

import os
import random
import sys
from typing import List, NamedTuple

SIDE = 180
THRESHOLD = 30
LANES = (12, 54, 96, 138)
GAP = 8
"""Least pixels between two vehicles of a lane: blobs that touch would count as one."""
VISIBLE = 3
"""Least width that outlives an erosion."""


class Vehicle(NamedTuple):
    """A rectangle that drives from left to right."""

    lane: int
    start: int
    speed: int
    width: int
    height: int
    colour: bytes

    def left(self, time: int) -> int:
        """Column of its rear; it may lie outside of the frame."""
        return (time - self.start) * self.speed - self.width


def background() -> bytes:
    """The grey ground, a byte a pixel."""
    return bytes(90 + (x * 3 + y * 5) % 23 for y in range(SIDE) for x in range(SIDE))


class Video:
    """What one camera sees."""

    def __init__(self, seed: int, frames: int, delay: int = 0) -> None:
        """``delay``: how many frames later than the first camera it sees the traffic."""
        self._delay = delay
        self._ground = b"".join(bytes((grey, grey, grey)) for grey in background())
        self._noise = random.Random(seed * 1000 + delay)
        self._vehicles = _traffic(random.Random(seed), frames)

    def frame(self, number: int) -> bytes:
        """One frame, 180x180 pixels with 3 bytes each."""
        pixels = bytearray(self._ground)
        for vehicle in self._vehicles:
            left = max(0, vehicle.left(number - self._delay))
            right = min(SIDE, vehicle.left(number - self._delay) + vehicle.width)
            if right <= left:
                continue
            row = vehicle.colour * (right - left)
            for y in range(LANES[vehicle.lane], LANES[vehicle.lane] + vehicle.height):
                start = 3 * (y * SIDE + left)
                pixels[start:start + len(row)] = row
        # Single pixels that stand out are noise: the erosion takes them away.
        for _ in range(10):
            pixel = 3 * self._noise.randrange(SIDE * SIDE)
            pixels[pixel:pixel + 3] = b"\xff\xff\xff"
        return bytes(pixels)

    def count(self, number: int) -> int:
        """How many vehicles the frame shows."""
        count = 0
        for vehicle in self._vehicles:
            left = vehicle.left(number - self._delay)
            count += min(SIDE, left + vehicle.width) - max(0, left) >= VISIBLE
        return count


def _traffic(source: random.Random, frames: int) -> List[Vehicle]:
    vehicles = []
    for lane in range(len(LANES)):
        speed = 2 + lane
        time = -90
        while time < frames:
            width = 14 + source.randrange(20)
            colour = bytes((200, 180, 170)) if source.randrange(2) else bytes((20, 20, 30))
            vehicles.append(Vehicle(lane, time, speed, width, 12 + source.randrange(12), colour))
            # The next one enters when this one's rear is far enough in.
            time += -(-(width + GAP) // speed) + source.randrange(30)
    return vehicles


if __name__ == "__main__":
    with open(os.path.join(sys.argv[1], "background.bin"), "wb") as file:
        file.write(background())
    with open(os.path.join(sys.argv[1], "threshold.bin"), "wb") as file:
        file.write(bytes((THRESHOLD,)))
