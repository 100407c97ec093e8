"""The link between a program and its board."""

import itertools
import json
import os
import platform
import socket
import threading
from typing import Any, Callable, Dict, List, NamedTuple, Optional

from . import wire
from .errors import FardError, FpgaError, ProtocolError
from .wire import Buffer


class Answer(NamedTuple):
    """The answer to a request."""

    header: Dict[str, Any]
    body: Buffer


class _Waiting:
    def __init__(self) -> None:
        self.done = threading.Event()
        self.answer: Optional[Answer] = None


class Link:
    """Requests to the board and their answers. Any thread may ask.

    Somebody has to receive the board's frames and give those that answer to :meth:`on_answer`. A job does that itself while it waits (``pump``); a task
    has a thread for it.
    """

    def __init__(self, connection: wire.Connection, welcome: Dict[str, Any]) -> None:
        self.connection = connection
        self.welcome = welcome
        self.pump: Optional[Callable[[], None]] = None
        self._ids = itertools.count(1)
        self._waiting: Dict[int, _Waiting] = {}
        self._gate = threading.Lock()
        self._room = threading.BoundedSemaphore(max(1, int(welcome.get("maxRequests", 64)) - 1))
        self._lost: Optional[str] = None

    @staticmethod
    def connect() -> "Link":
        """Connects to the board that started this process."""
        path, secret = os.environ.get("FARD_PROGRAM_SOCKET"), os.environ.get("FARD_PROGRAM_SECRET")
        if not path or not secret:
            raise FardError("This program is to be started by a board: FARD_PROGRAM_SOCKET and FARD_PROGRAM_SECRET are not set.")
        stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        stream.connect(path)
        connection = wire.Connection(stream)
        connection.send(wire.HELLO, {"version": wire.VERSION, "secret": secret, "language": f"python {platform.python_version()}"})
        frame = connection.receive()
        if frame is None:
            raise ProtocolError("The board closed the connection in place of a welcome.")
        if frame.type == wire.REFUSE:
            raise ProtocolError(f"The board refused this program: {frame.header.get('reason')}")
        if frame.type != wire.WELCOME:
            raise ProtocolError(f"The board sent a frame of type {frame.type} in place of a welcome.")
        connection.max_body = int(frame.header.get("maxBody", wire.MAX_BODY))
        return Link(connection, frame.header)

    def ask(self, kind: int, header: Dict[str, Any], body: Optional[Buffer] = None) -> Answer:
        """Sends a request and waits for its answer. FardError if it is refused, ProtocolError if the board is gone."""
        number = next(self._ids)
        waiting = _Waiting()
        with self._room:
            with self._gate:
                if self._lost is not None:
                    raise ProtocolError(self._lost)
                self._waiting[number] = waiting
            try:
                self.connection.send(kind, dict(header, id=number), body)
                if self.pump is None:
                    waiting.done.wait()
                else:
                    while not waiting.done.is_set():
                        self.pump()
            finally:
                with self._gate:
                    self._waiting.pop(number, None)
        answer = waiting.answer
        if answer is None:
            raise ProtocolError(self._lost or "The board is gone.")
        error = answer.header.get("error")
        if error:
            raise (FpgaError if kind in (wire.LOAD, wire.RUN) else FardError)(error)
        return answer

    def on_answer(self, frame: wire.Frame) -> None:
        """Takes an answer of the board."""
        with self._gate:
            waiting = self._waiting.get(frame.header.get("id", 0))
        if waiting is not None:
            waiting.answer = Answer(frame.header, frame.body)
            waiting.done.set()

    def on_lost(self, reason: str) -> None:
        """Ends every request that waits: the board is gone."""
        with self._gate:
            self._lost = reason
            waiting = list(self._waiting.values())
        for one in waiting:
            one.done.set()

    def fire(self, name: str, payload: Any, task: Optional[str], peer: Optional[str]) -> None:
        """Fires an event: bytes as they are, anything else as JSON."""
        is_binary = isinstance(payload, (bytes, bytearray, memoryview))
        body = payload if is_binary else json.dumps(payload).encode("utf-8")
        header: Dict[str, Any] = {"name": name, "json": not is_binary}
        if task is not None:
            header["task"] = task
        if peer is not None:
            header["peer"] = peer
        self.ask(wire.FIRE, header, body)

    def peers(self, task: Optional[str]) -> List[Dict[str, Any]]:
        """The peers that are up."""
        return wire.objects(self.ask(wire.PEERS, {} if task is None else {"task": task}).body)

    def log(self, level: str, line: str) -> None:
        """A line for the board's log."""
        self.connection.send(wire.LOG, {"level": level, "line": line[:4096]})
