"""Tasks: long-lived programs that talk through events."""

import logging
import threading
from typing import TYPE_CHECKING, Any, Dict, List, NamedTuple, Optional, Union

from . import wire
from .config import Config
from .event import FardEvent
from .fpga import Fpga

if TYPE_CHECKING:
    from .link import Link


class Peer(NamedTuple):
    """One running replica of a task."""

    id: str
    task: str
    board: str


class FardTask:
    """A task. Extend it and define :meth:`setup`, :meth:`run` and :meth:`stop`, as far as it needs them.

    ``setup`` is called once, ``run`` again and again until the task is to stop, ``stop`` at the end; events are handled beside ``run``, in a thread of
    their own, one at a time. What ``setup``, ``run`` or a handler raises is a crash: the board reports it with its traceback.
    """

    link: "Link"
    """The link to the board; for the library."""

    def __init__(self) -> None:
        self.events: Dict[str, FardEvent] = {}
        self.stopping = threading.Event()
        """Set when the task is to stop: a ``run`` that takes long looks at it."""
        self.config = Config({})
        """The task's configuration, as :meth:`_parse_config` gives it."""
        self.application_id = ""
        self.task_name = ""
        self.peer_id = ""
        self.folder = ""
        """Folder with the application's files; read only."""
        self.fpga: Optional[Fpga] = None
        """The FPGA; None: the task asked for none, or drives it itself."""
        self.may_drive_fpga = False
        """Whether the program may drive the FPGA itself, with ``pynq`` for example."""
        self.log = logging.getLogger("fard")

    def setup(self) -> None:
        """Registers events, loads a bitstream, opens what is needed."""

    def run(self) -> None:
        """Called again and again. Without one of its own, a task waits for events."""
        self.stopping.wait()

    def stop(self) -> None:
        """Called at the end."""

    def _parse_config(self, config: Config) -> Config:
        """Checks and changes the configuration before setup; what it returns is ``self.config``."""
        return config

    def register_event(self, event: FardEvent) -> FardEvent:
        """Makes an event known: it can be fired, and what arrives of its name is handled. ValueError if the name is taken."""
        if event.name in self.events:
            raise ValueError(f"There is an event {event.name} already.")
        event.task = self
        self.events[event.name] = event
        return event

    def get_peers(self, task: Optional[str] = None) -> List[Peer]:
        """The peers that are up, this one included, ordered by id; only those of a task where one is given."""
        return [Peer(str(entry["id"]), str(entry["task"]), str(entry["board"])) for entry in self.link.peers(task)]

    def send_output_data(self, data: Union[wire.Buffer, str]) -> None:
        """Puts out data for whoever consumes the application's output; waits while that is full."""
        self.link.ask(wire.OUTPUT, {}, data.encode("utf-8") if isinstance(data, str) else data)

    def bind(self, link: "Link") -> None:
        """Takes what the board says of this program; for the library."""
        welcome = link.welcome
        self.link = link
        self.application_id = str(welcome.get("application", ""))
        self.task_name = str(welcome.get("task", ""))
        self.peer_id = str(welcome.get("peer", ""))
        self.folder = str(welcome.get("folder", ""))
        self.may_drive_fpga = bool(welcome.get("directFpga", False))
        kind: Any = welcome.get("fpga")
        self.fpga = Fpga(link, str(kind)) if kind and not self.may_drive_fpga else None
        self.config = self._parse_config(Config(self._configuration(welcome)))

    def _configuration(self, welcome: Dict[str, Any]) -> Dict[str, Any]:
        configuration: Any = welcome.get("configuration")
        return dict(configuration) if isinstance(configuration, dict) else {}
