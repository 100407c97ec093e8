"""Frames between a board and a program, or a client and its bridge: a prefix of 12 bytes, a header, a body (docs/user-programs.md).

Nothing here, and nothing that comes over a socket, is ever unpickled or evaluated: headers are JSON, bodies are bytes.
"""

import json
import socket
import struct
import threading
from typing import Any, Dict, List, NamedTuple, Optional, Union

from .errors import ProtocolError

VERSION = 1
MAX_HEADER = 64 * 1024
MAX_BODY = 16 * 1024 * 1024

# Program to board.
HELLO, READY, FIRE, OUTPUT, PEERS, LOG, LOAD, RUN, CHUNK_DONE, HANDLED, PONG, CRASH, STOPPED = range(1, 14)
# Board to program.
WELCOME, EVENT, ANSWER, CHUNK, PING, STOP, REFUSE = range(65, 72)

_PREFIX = struct.Struct("<BBHII")
_CHUNK = struct.Struct("<qii")
CHUNK_HEADER = _CHUNK.size

Buffer = Union[bytes, bytearray, memoryview]


class Frame(NamedTuple):
    """One frame; ``body`` is the caller's to keep."""

    type: int
    header: Any
    body: Buffer


class ChunkHeader(NamedTuple):
    """Header of CHUNK and CHUNK_DONE."""

    number: int
    images: int
    result_bytes: int


def encode(kind: int, header: Any, body_length: int) -> bytes:
    """The bytes of a frame in front of its body."""
    if isinstance(header, ChunkHeader):
        text = _CHUNK.pack(*header)
    else:
        text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    if len(text) > MAX_HEADER:
        raise ValueError(f"The frame's header has {len(text)} bytes; the most is {MAX_HEADER}.")
    return _PREFIX.pack(kind, 0, 0, len(text), body_length) + text


def decode_prefix(prefix: Buffer, max_body: int = MAX_BODY) -> "tuple[int, int, int]":
    """Type, header length and body length of a frame that comes from outside; ProtocolError if it is none."""
    kind, zero, more_zeros, header, body = _PREFIX.unpack(prefix)
    if zero or more_zeros or not 0 < kind < 128:
        raise ProtocolError(f"Bytes that are no frame: {bytes(prefix).hex()}.")
    if header > MAX_HEADER:
        raise ProtocolError(f"A frame of type {kind} has a header of {header} bytes; the most is {MAX_HEADER}.")
    if body > max_body:
        raise ProtocolError(f"A frame of type {kind} has a body of {body} bytes; the most is {max_body}.")
    return kind, header, body


def decode_header(kind: int, text: Buffer) -> Any:
    """The header of a frame: a ChunkHeader, or a JSON object."""
    if kind in (CHUNK, CHUNK_DONE):
        if len(text) != CHUNK_HEADER:
            raise ProtocolError(f"The header of a chunk has {len(text)} bytes; it has {CHUNK_HEADER}.")
        chunk = ChunkHeader(*_CHUNK.unpack(text))
        if chunk.number < 0 or chunk.images < 1 or chunk.result_bytes < 0:
            raise ProtocolError(f"Impossible header of a chunk: {chunk}.")
        return chunk
    try:
        header = json.loads(bytes(text))
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"The header of a frame of type {kind} is no JSON: {error}") from None
    if not isinstance(header, dict):
        raise ProtocolError(f"The header of a frame of type {kind} is no JSON object.")
    return header


class Connection:
    """Sends and receives frames over a stream socket. Any thread may send; one may receive."""

    def __init__(self, stream: socket.socket, max_body: int = MAX_BODY) -> None:
        self._stream = stream
        self._sending = threading.Lock()
        self._prefix = bytearray(_PREFIX.size)
        self._header = bytearray(MAX_HEADER)
        self.max_body = max_body

    def send(self, kind: int, header: Any, body: Optional[Buffer] = None) -> None:
        """Sends a frame; the body is not copied. ProtocolError if the other side is gone."""
        view = memoryview(b"" if body is None else body).cast("B")
        if view.nbytes > self.max_body:
            raise ValueError(f"{view.nbytes} bytes are more than the {self.max_body} of a frame.")
        head = encode(kind, header, view.nbytes)
        with self._sending:
            try:
                self._send_all(head, view)
            except OSError as error:
                raise ProtocolError(f"The other side is gone: {error}") from None

    def receive(self, into: Optional[bytearray] = None) -> Optional[Frame]:
        """The next frame, or None: the other side has closed the connection.

        ``into``: where the body goes if it fits, so that one buffer serves many frames.
        """
        prefix = memoryview(self._prefix)
        if not self._fill(prefix, may_end=True):
            return None
        kind, header_length, body_length = decode_prefix(prefix, self.max_body)
        text = memoryview(self._header)[:header_length]
        self._fill(text)
        header = decode_header(kind, text)
        if body_length == 0:
            return Frame(kind, header, b"")
        body = memoryview(into if into is not None and len(into) >= body_length else bytearray(body_length))[:body_length]
        self._fill(body)
        return Frame(kind, header, body)

    def close(self) -> None:
        """Closes the connection, whoever waits for it."""
        try:
            self._stream.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._stream.close()

    def _send_all(self, head: bytes, body: memoryview) -> None:
        if not body.nbytes:
            self._stream.sendall(head)
            return
        sent = self._stream.sendmsg([head, body])
        if sent < len(head):
            self._stream.sendall(head[sent:])
            sent = len(head)
        if sent < len(head) + body.nbytes:
            self._stream.sendall(body[sent - len(head):])

    def _fill(self, view: memoryview, may_end: bool = False) -> bool:
        wanted = view.nbytes
        got = 0
        while got < wanted:
            try:
                count = self._stream.recv_into(view[got:], wanted - got, socket.MSG_WAITALL)
            except OSError as error:
                raise ProtocolError(f"The connection is lost: {error}") from None
            if count == 0:
                if may_end and got == 0:
                    return False
                raise ProtocolError("The connection ended within a frame.")
            got += count
        return True


def objects(body: Buffer) -> List[Dict[str, Any]]:
    """A body that is a JSON list of objects."""
    items = json.loads(bytes(body))
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ProtocolError("A body is no JSON list of objects.")
    return items
