"""The process that is a client of the cluster for this program: ``fard client-bridge``."""

import os
import queue
import secrets
import shlex
import shutil
import socket
import subprocess
import tempfile
import threading
from typing import Any, Dict, Iterator, List, Optional, Sequence, Union

from . import wire
from .errors import FardError, JobError, ProtocolError

# Client to bridge.
CALL, JOB_DATA, CANCEL = 32, 33, 34
# Bridge to client.
RESULTS = 96

_CONNECT_SECONDS = 90
_PIECE = 4 * 1024 * 1024


class Call:
    """One call that is under way."""

    def __init__(self, bridge: "Bridge", number: int) -> None:
        self._bridge = bridge
        self.number = number
        self.frames: "queue.Queue[Optional[wire.Frame]]" = queue.Queue()

    def answer(self) -> wire.Frame:
        """Waits for the answer. FardError or JobError if the call failed."""
        for frame in self.results():
            raise ProtocolError(f"The bridge sent a frame of type {frame.type} in place of an answer.")
        return self._answer

    def results(self) -> Iterator[wire.Frame]:
        """Results as they arrive, until the answer."""
        while True:
            frame = self.frames.get()
            if frame is None:
                raise ProtocolError(self._bridge.lost or "The bridge is gone.")
            if frame.type == RESULTS:
                yield frame
                continue
            self._answer = frame
            error = frame.header.get("error")
            if error:
                kind = str(frame.header.get("kind", ""))
                raise _failure(kind, error)
            return

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        try:
            self._bridge.connection.send(CANCEL, {"id": self.number})
        except ProtocolError:
            pass


class Bridge:
    """A bridge and the connection to it. Any thread may call."""

    def __init__(self, connection: wire.Connection, process: Optional["subprocess.Popen[bytes]"] = None, folder: Optional[str] = None) -> None:
        self.connection = connection
        self.lost: Optional[str] = None
        self._process = process
        self._folder = folder
        self._gate = threading.Lock()
        self._calls: Dict[int, Call] = {}
        self._next = 0
        threading.Thread(target=self._receive, name="fard-bridge", daemon=True).start()

    @staticmethod
    def start(command: Union[str, Sequence[str], None] = None, config: Optional[str] = None) -> "Bridge":
        """Starts ``fard client-bridge`` and waits until it is a member of the cluster.

        ``command``: how to start ``fard``; FARD_COMMAND, or ``fard`` on the path, without it. ``config``: a client's HOCON file.
        FardError if it cannot be started or cannot join; the message holds what it wrote.
        """
        folder = tempfile.mkdtemp(prefix="fard-")
        try:
            return _start(_command(command), config, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def call(self, method: str, body: Optional[memoryview] = None, **fields: Any) -> Call:
        """Begins a call; a body follows it in pieces."""
        with self._gate:
            if self.lost is not None:
                raise ProtocolError(self.lost)
            self._next += 1
            call = self._calls[self._next] = Call(self, self._next)
        self.connection.send(CALL, dict(fields, id=call.number, method=method))
        if body is not None:
            for start in range(0, body.nbytes, _PIECE):
                self.connection.send(JOB_DATA, {"id": call.number}, body[start:start + _PIECE])
        return call

    def close(self) -> None:
        """Ends the bridge: it leaves the cluster."""
        self.connection.close()
        if self._process is not None:
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _receive(self) -> None:
        reason = "The bridge closed the connection."
        try:
            while True:
                frame = self.connection.receive()
                if frame is None:
                    break
                if frame.type == wire.REFUSE:
                    reason = f"The bridge refused: {frame.header.get('reason')}"
                    break
                with self._gate:
                    number = frame.header.get("id", 0)
                    call = self._calls.get(number)
                    if frame.type == wire.ANSWER:
                        self._calls.pop(number, None)
                if call is not None:
                    call.frames.put(frame)
        except ProtocolError as error:
            reason = str(error)
        with self._gate:
            self.lost = reason
            waiting = list(self._calls.values())
            self._calls.clear()
        for call in waiting:
            call.frames.put(None)


def _command(command: Union[str, Sequence[str], None]) -> List[str]:
    if command is None:
        command = os.environ.get("FARD_COMMAND", "fard")
    return shlex.split(command) if isinstance(command, str) else list(command)


def _start(command: List[str], config: Optional[str], folder: str) -> Bridge:
    path = os.path.join(folder, "socket")
    secret = secrets.token_hex(32)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(1)
    listener.settimeout(0.2)
    log = open(os.path.join(folder, "log"), "w+b")
    with listener, log:
        arguments = [*command, "client-bridge", "--socket", path]
        if config is not None:
            arguments += ["--config", config]
        try:
            process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=dict(os.environ, FARD_BRIDGE_SECRET=secret))
        except OSError as error:
            raise FardError(f"'{' '.join(command)}' cannot be started: {error}. Install fard, or set FARD_COMMAND.") from None
        try:
            connection = wire.Connection(_accept(listener, process, log))
            frame = connection.receive()
            if frame is None or frame.type != wire.HELLO or not secrets.compare_digest(str(frame.header.get("secret", "")), secret):
                raise ProtocolError("What connected is not the bridge that was started.")
            if frame.header.get("version") != wire.VERSION:
                raise ProtocolError(f"The bridge speaks version {frame.header.get('version')} of the protocol, this package version {wire.VERSION}.")
            connection.send(wire.WELCOME, {"version": wire.VERSION})
        except BaseException:
            process.kill()
            process.wait()
            raise
    return Bridge(connection, process, folder)


def _accept(listener: socket.socket, process: "subprocess.Popen[bytes]", log: Any) -> socket.socket:
    for _ in range(int(_CONNECT_SECONDS / 0.2)):
        try:
            stream, _ = listener.accept()
            stream.settimeout(None)
            return stream
        except socket.timeout:
            if process.poll() is not None:
                raise FardError(f"The bridge ended with exit code {process.returncode} before it was connected:\n{_tail(log)}") from None
    raise FardError(f"The bridge was not a member of the cluster within {_CONNECT_SECONDS} s:\n{_tail(log)}")


def _tail(log: Any) -> str:
    log.seek(0)
    return "\n".join(log.read().decode("utf-8", "replace").splitlines()[-20:])


def _failure(kind: str, error: str) -> FardError:
    # Failures of jobs have names of their own; anything else is called after its exception.
    return JobError(error, kind) if kind and not kind.endswith("Exception") else FardError(error)
