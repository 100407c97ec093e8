"""One camera of the chain: counts the vehicles of its frames on the FPGA, adds its counts to those of the cameras before, and passes them on.

The counters order themselves by their peers' ids. The last one reports, frame by frame and in all.
"""

import json
import queue
import struct
from typing import Any, Dict, List, Optional

from fard import EventContent, FardEvent, FardTask
from video import Video


class Counts(FardEvent):
    """Counts of the cameras so far, for some frames in a row."""

    def handle(self, content: EventContent) -> None:
        self.task.arrived.put(content.payload)


class Counter(FardTask):
    def setup(self) -> None:
        self.arrived: "queue.Queue[Dict[str, Any]]" = queue.Queue()
        self.counts = self.register_event(Counts())
        self.fpga.load(self.config.bitstream)

    def run(self) -> None:
        chain = self.find_chain()
        if chain is None:
            return
        place = chain.index(self.peer_id)
        following = chain[place + 1] if place + 1 < len(chain) else None
        video = Video(self.config.seed, self.config.frames, place * self.config.delay)
        report = Report(len(chain))
        for first in range(0, self.config.frames, self.config.chunk):
            numbers = range(first, min(first + self.config.chunk, self.config.frames))
            counted = self.count([video.frame(number) for number in numbers])
            known = [video.count(number) for number in numbers]
            before = self.await_counts(first) if place > 0 else {"counted": [[] for _ in numbers], "known": [[] for _ in numbers]}
            if before is None:
                return
            message = {
                "first": first,
                "counted": [row + [count] for row, count in zip(before["counted"], counted)],
                "known": [row + [count] for row, count in zip(before["known"], known)],
            }
            if following is not None:
                self.counts.fire(peer=following, content=message)
            else:
                for line in report.add(message):
                    self.send_output_data(line)
        if following is None:
            self.send_output_data(report.summary())
        self.stopping.wait()

    def count(self, frames: List[bytes]) -> List[int]:
        """How many vehicles the kernel sees: the low 16 bits of a frame's word."""
        words = bytes(self.fpga.run(b"".join(frames), len(frames)))
        return [word & 0xFFFF for (word,) in struct.iter_unpack("<Q", words)]

    def find_chain(self) -> Optional[List[str]]:
        """The counters in their order, as soon as all are up; None: the task is to stop."""
        while not self.stopping.is_set():
            peers = [peer.id for peer in self.get_peers(self.task_name)]
            if len(peers) == self.config.cameras:
                return peers
            self.stopping.wait(0.1)
        return None

    def await_counts(self, first: int) -> Optional[Dict[str, Any]]:
        """The counts of the cameras before, for the frames from ``first`` on; None: the task is to stop."""
        while not self.stopping.is_set():
            try:
                message = self.arrived.get(timeout=0.2)
            except queue.Empty:
                continue
            if message["first"] == first:
                return message
        return None


class Report:
    """What the last counter says."""

    def __init__(self, cameras: int) -> None:
        self._totals = [0] * cameras
        self._frames = 0
        self._right = 0
        self._peak = 0

    def add(self, message: Dict[str, Any]) -> List[str]:
        """A line for every frame."""
        lines = []
        for offset, (counted, known) in enumerate(zip(message["counted"], message["known"])):
            self._frames += 1
            self._right += counted == known
            self._peak = max(self._peak, sum(counted))
            self._totals = [total + count for total, count in zip(self._totals, counted)]
            lines.append(json.dumps({"frame": message["first"] + offset, "counted": counted, "known": known}))
        return lines

    def summary(self) -> str:
        """The flow: vehicles that each camera sees on average, and the most that all see at once."""
        flow = [round(total / max(1, self._frames), 3) for total in self._totals]
        return json.dumps({"frames": self._frames, "right": self._right, "flow": flow, "peak": self._peak})
