"""How tasks and jobs run: who receives what, in which thread."""

import json
import os
import queue
import sys
import threading
import time
import traceback
from typing import Any, Optional

from . import wire
from .errors import ProtocolError
from .event import EventContent
from .job import Chunk, FardJob
from .link import Link
from .task import FardTask

_MAX_TRACEBACK = 24 * 1024


class TaskLoop:
    """Runs a task: this thread calls setup, run and stop; one thread receives, another handles events."""

    def __init__(self, task: FardTask, link: Link) -> None:
        self._task = task
        self._link = link
        self._events: "queue.Queue[Optional[wire.Frame]]" = queue.Queue()
        self._running_since = 0.0

    def run(self) -> None:
        """Runs the task until it is to stop. What it raises is its crash."""
        threading.Thread(target=self._receive, name="fard-receive", daemon=True).start()
        self._task.setup()
        handling = threading.Thread(target=self._handle, name="fard-events", daemon=True)
        handling.start()
        self._link.connection.send(wire.READY, {})
        try:
            while not self._task.stopping.is_set():
                self._running_since = time.monotonic()
                self._task.run()
        finally:
            self._running_since = 0.0
        self._events.put(None)
        handling.join()
        self._task.stop()

    def _receive(self) -> None:
        reason = "The board closed the connection."
        try:
            while True:
                frame = self._link.connection.receive()
                if frame is None:
                    break
                if frame.type == wire.ANSWER:
                    self._link.on_answer(frame)
                elif frame.type == wire.EVENT:
                    self._events.put(frame)
                elif frame.type == wire.PING:
                    self._pong(frame.header)
                elif frame.type == wire.STOP:
                    self._task.stopping.set()
                elif frame.type == wire.REFUSE:
                    reason = f"The board ends this program: {frame.header.get('reason')}"
                    print(reason, file=sys.stderr, flush=True)
                    break
                else:
                    raise ProtocolError(f"A frame of type {frame.type} is not for a task.")
        except ProtocolError as error:
            reason = str(error)
        self._link.on_lost(reason)
        self._task.stopping.set()
        # A program must not outlive its board, whatever its threads do: they have a moment to see that it is over.
        time.sleep(2)
        os._exit(1)

    def _pong(self, header: Any) -> None:
        since = self._running_since
        self._link.connection.send(wire.PONG, {"number": header.get("number", 0), "running": time.monotonic() - since if since else 0.0})

    def _handle(self) -> None:
        while True:
            frame = self._events.get()
            if frame is None:
                return
            try:
                self._dispatch(frame)
                self._link.connection.send(wire.HANDLED, {"number": frame.header["number"]})
            except BaseException as error:  # Whatever a handler raises is the task's crash.
                report_crash(self._link, error)
                os._exit(1)

    def _dispatch(self, frame: wire.Frame) -> None:
        header = frame.header
        event = self._task.events.get(header["name"])
        if event is None:
            return
        payload: Any = frame.body
        if header.get("json"):
            payload = json.loads(bytes(frame.body)) if len(frame.body) else None
        event.handle(EventContent(str(header["sender"]), str(header["senderTask"]), str(header["scope"]), payload))


class JobLoop:
    """Runs a job in one thread: it receives, computes and answers; while it waits for the board it receives as well."""

    def __init__(self, job: FardJob, link: Link) -> None:
        self._job = job
        self._link = link
        self._chunks: "list[wire.Frame]" = []
        self._buffer = bytearray(64 * 1024)
        self._over = False
        link.pump = self._pump

    def run(self) -> None:
        """Runs the job until its board says that it is over."""
        self._job.setup()
        connection = self._link.connection
        connection.send(wire.READY, {})
        while True:
            if self._chunks:
                frame = self._chunks.pop(0)
            elif self._over:
                break
            else:
                received = self._receive(self._buffer)
                if received is None:
                    continue
                frame = received
            self._compute(frame)
        self._job.stopping.set()
        self._job.stop()

    def _compute(self, frame: wire.Frame) -> None:
        header = frame.header
        if header.result_bytes > len(self._buffer):
            self._buffer = bytearray(header.result_bytes)
        result = self._job.process(Chunk(header.number, header.images, memoryview(frame.body), header.result_bytes))
        self._link.connection.send(wire.CHUNK_DONE, wire.ChunkHeader(header.number, header.images, memoryview(result).nbytes), result)

    # While process() waits for the board its chunk's memory is in use: what comes meanwhile has memory of its own.
    def _pump(self) -> None:
        frame = self._receive(None)
        if frame is not None:
            self._chunks.append(frame)

    def _receive(self, into: Optional[bytearray]) -> Optional[wire.Frame]:
        frame = self._link.connection.receive(into)
        if frame is None:
            self._link.on_lost("The board closed the connection.")
            raise ProtocolError("The board closed the connection.")
        if frame.type == wire.CHUNK:
            if len(frame.body) > len(self._buffer):
                self._buffer = bytearray(len(frame.body))
            return frame
        if frame.type == wire.ANSWER:
            self._link.on_answer(frame)
        elif frame.type == wire.STOP:
            self._over = True
        elif frame.type == wire.REFUSE:
            raise ProtocolError(f"The board ends this program: {frame.header.get('reason')}")
        elif frame.type == wire.PING:
            self._link.connection.send(wire.PONG, {"number": frame.header.get("number", 0), "running": 0.0})
        else:
            raise ProtocolError(f"A frame of type {frame.type} is not for a job.")
        return None


def report_crash(link: Link, error: BaseException) -> None:
    """Tells the board of a crash, with the traceback; if the board is gone, standard error."""
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    try:
        link.connection.send(wire.CRASH, {"message": f"{type(error).__name__}: {error}"[:4096], "traceback": text[-_MAX_TRACEBACK:]})
    except (ProtocolError, ValueError):
        print(text, file=sys.stderr, flush=True)
