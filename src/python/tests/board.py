"""A board for tests: the other end of a program's socket."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
from typing import Any, Dict, Optional

from fard import wire

SECRET = "a" * 64
PACKAGE_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Board:
    """Starts a program from source and speaks with it, frame by frame."""

    def __init__(self, source: str, welcome: Optional[Dict[str, Any]] = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fard-test-")
        self.main = os.path.join(self._folder.name, "main.py")
        with open(self.main, "w", encoding="utf-8") as file:
            file.write(textwrap.dedent(source))
        path = os.path.join(self._folder.name, "socket")
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(path)
        listener.listen(1)
        environment = dict(os.environ, FARD_PROGRAM_SOCKET=path, FARD_PROGRAM_SECRET=SECRET, PYTHONPATH=PACKAGE_ROOT)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fard.program", self.main], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        listener.settimeout(60)
        stream, _ = listener.accept()
        stream.settimeout(60)
        listener.close()
        self.connection = wire.Connection(stream)
        self.hello = self.receive(wire.HELLO)
        header = {"version": 1, "role": "task", "application": "app-1", "task": "camera", "peer": "camera-0", "folder": self._folder.name,
                  "configuration": {}, "maxBody": wire.MAX_BODY, "maxRequests": 64}
        header.update(welcome or {})
        self.connection.send(wire.WELCOME, header)

    def receive(self, kind: int) -> wire.Frame:
        """The next frame, which has to be of that type; log lines are passed over."""
        while True:
            frame = self.connection.receive()
            if frame is not None and frame.type == wire.LOG and kind != wire.LOG:
                continue
            if frame is None or frame.type != kind:
                raise AssertionError(f"expected a frame of type {kind}, got {frame}")
            return wire.Frame(frame.type, frame.header, bytes(frame.body))

    def answer(self, request: wire.Frame, body: Any = None, **fields: Any) -> None:
        """Answers a request."""
        self.connection.send(wire.ANSWER, dict(fields, id=request.header["id"]), json.dumps(body).encode() if isinstance(body, list) else body)

    def close(self) -> str:
        """Ends everything; the program's output."""
        self.connection.close()
        try:
            output, _ = self.process.communicate(timeout=60)
        finally:
            self.process.kill()
            self.process.wait()
            self._folder.cleanup()
        return output.decode("utf-8", "replace")
