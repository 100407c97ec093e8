"""Programs for Fard: tasks and jobs that run on the boards of a cluster, and the API for programs that send them work.

A task or a job is a class in a file of an application's folder::

    from fard import FardEvent, FardTask

    class Count(FardEvent):
        def handle(self, content):
            print(content.sender, content.payload)

    class Counter(FardTask):
        def setup(self):
            self.count = self.register_event(Count())

        def run(self):
            self.count.fire(task="report", content={"cars": 3})

The client's side is :mod:`fard.api`.
"""

from .config import Config
from .errors import FardError, FpgaError, JobError, ProtocolError
from .event import EventContent, FardEvent
from .fpga import Fpga
from .job import Chunk, FardJob
from .task import FardTask, Peer

__version__ = "0.1.0"

__all__ = [
    "Chunk",
    "Config",
    "EventContent",
    "FardError",
    "FardEvent",
    "FardJob",
    "FardTask",
    "Fpga",
    "FpgaError",
    "JobError",
    "Peer",
    "ProtocolError",
]
