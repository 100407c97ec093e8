"""Frames."""

import random
import socket
import threading
import unittest

from fard import ProtocolError, wire


class WireTest(unittest.TestCase):
    def setUp(self) -> None:
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.raw = near
        self.near = wire.Connection(near)
        self.far = wire.Connection(far)

    def tearDown(self) -> None:
        self.near.close()
        self.far.close()

    def test_reads_what_it_wrote(self) -> None:
        source = random.Random(1)
        frames = [({"id": number, "text": "ä" * source.randrange(50)}, source.randbytes(source.randrange(300_000)) if hasattr(source, "randbytes") else bytes(source.randrange(300_000)))
                  for number in range(20)]
        sending = threading.Thread(target=lambda: [self.near.send(wire.OUTPUT, header, body) for header, body in frames])
        sending.start()
        for header, body in frames:
            frame = self.far.receive()
            self.assertEqual((wire.OUTPUT, header, body), (frame.type, frame.header, bytes(frame.body)))
        sending.join()

    def test_reads_chunks_into_the_memory_that_it_is_given(self) -> None:
        memory = bytearray(100)
        self.near.send(wire.CHUNK, wire.ChunkHeader(7, 2, 16), b"x" * 40)
        frame = self.far.receive(memory)
        self.assertEqual((7, 2, 16), frame.header)
        self.assertEqual(b"x" * 40, bytes(memory[:40]))
        self.assertEqual(40, len(frame.body))

    def test_says_that_the_connection_ended_between_two_frames(self) -> None:
        self.near.close()
        self.assertIsNone(self.far.receive())

    def test_refuses_what_is_no_frame(self) -> None:
        cases = {
            b"GET / HTTP/1.1\r\n": "no frame",
            b"\x00" * 12: "no frame",
            b"\x04\x00\x00\x00" + b"\xff\xff\xff\x7f" + b"\x00" * 4: "a header of 2147483647 bytes",
            b"\x04\x00\x00\x00" + b"\x00" * 4 + b"\xff\xff\xff\xff": "a body of 4294967295 bytes",
            b"\x04\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00[]": "no JSON object",
            b"\x04\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00{x": "no JSON",
            b"\x44\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00{}": "has 2 bytes; it has 16",
        }
        for bytes_sent, problem in cases.items():
            with self.subTest(problem):
                self.tearDown()
                self.setUp()
                self.raw.sendall(bytes_sent)
                with self.assertRaisesRegex(ProtocolError, problem):
                    self.far.receive()

    def test_refuses_a_frame_that_is_cut(self) -> None:
        self.raw.sendall(wire.encode(wire.OUTPUT, {"id": 1}, 10) + b"12345")
        self.near.close()
        with self.assertRaisesRegex(ProtocolError, "within a frame"):
            self.far.receive()

    def test_refuses_to_send_what_is_too_long(self) -> None:
        with self.assertRaisesRegex(ValueError, "16777216"):
            self.near.send(wire.OUTPUT, {"id": 1}, bytes(wire.MAX_BODY + 1))
        with self.assertRaisesRegex(ValueError, "header"):
            self.near.send(wire.OUTPUT, {"id": "x" * wire.MAX_HEADER})


if __name__ == "__main__":
    unittest.main()
