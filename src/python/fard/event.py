"""Events between the peers of an application."""

from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Optional

if TYPE_CHECKING:
    from .task import FardTask


class EventContent(NamedTuple):
    """What :meth:`FardEvent.handle` gets."""

    sender: str
    """The peer that fired the event."""
    sender_task: str
    """That peer's task."""
    scope: str
    """Whom it was fired at: ``peer``, ``task`` or ``application``."""
    payload: Any
    """What was given as content: what JSON can say, or bytes."""


class FardEvent:
    """A typed event: its name is its class's name, or ``name``.

    Extend it and define :meth:`handle`, or give a function: ``FardEvent("count", self.on_count)``.
    """

    name: str = ""

    def __init__(self, name: Optional[str] = None, handler: Optional[Callable[[EventContent], None]] = None) -> None:
        self.name = name or type(self).name or type(self).__name__
        self.task: Optional["FardTask"] = None
        self._handler = handler

    def fire(self, task: Optional[str] = None, peer: Optional[str] = None, content: Any = None) -> None:
        """Fires the event at all peers of a task, at one peer, or, with neither, at the whole application.

        ``content``: bytes, or anything that JSON can say. It never goes to the peer that fires it, unless that names itself.
        Waits until the board has taken it. ValueError if both ``task`` and ``peer`` are given; FardError if the board refuses it.
        """
        if task is not None and peer is not None:
            raise ValueError("An event is fired at a task or at a peer; both were given.")
        if self.task is None:
            raise ValueError(f"The event {self.name} is not registered: call register_event in setup().")
        self.task.link.fire(self.name, content, task, peer)

    def handle(self, content: EventContent) -> None:
        """Called for every event of this name that arrives, one at a time, in the order of each sender."""
        if self._handler is not None:
            self._handler(content)
