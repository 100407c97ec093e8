"""The client's API against a bridge that the tests play."""

import array
import json
import os
import socket
import struct
import sys
import tempfile
import threading
import unittest
from typing import Any, Callable, List

from fard import FardError, JobError, ProtocolError, api, wire
from fard.bridge import CALL, CANCEL, JOB_DATA, RESULTS, Bridge

APPLICATIONS = [{"name": "two", "network": "cnvW2A2", "inputBytes": 3072, "outputBytes": 4, "maxImages": 100, "pixelBytes": 3072}]


class FakeBridge:
    """The other end of a client's socket, in a thread."""

    def __init__(self, serve: Callable[["FakeBridge"], None]) -> None:
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.connection = wire.Connection(far)
        self.cluster = api.Cluster(Bridge(wire.Connection(near)))
        self.failure: List[BaseException] = []
        self._thread = threading.Thread(target=self._run, args=(serve,))
        self._thread.start()

    def _run(self, serve: Callable[["FakeBridge"], None]) -> None:
        try:
            serve(self)
        except BaseException as error:
            self.failure.append(error)
        finally:
            self.connection.close()

    def call(self, method: str) -> Any:
        frame = self.connection.receive()
        assert frame is not None and frame.type == CALL and frame.header["method"] == method, frame
        return frame.header

    def data(self, call: Any) -> bytes:
        data = b""
        while len(data) < call["bytes"]:
            frame = self.connection.receive()
            assert frame is not None and frame.type == JOB_DATA and frame.header["id"] == call["id"]
            data += bytes(frame.body)
        return data

    def answer(self, call: Any, body: bytes = b"", **fields: Any) -> None:
        self.connection.send(wire.ANSWER, dict(fields, id=call["id"]), body)

    def results(self, call: Any, first: int, *scores: "tuple[int, int]") -> None:
        header = {"id": call["id"], "count": len(scores)}
        if first:
            header["first"] = first
        self.connection.send(RESULTS, header, b"".join(struct.pack("<hh", *pair) for pair in scores))

    def join(self) -> None:
        self.cluster.close()
        self._thread.join(30)
        if self.failure:
            raise self.failure[0]


class ApiTest(unittest.TestCase):
    def test_results_arrive_in_order(self) -> None:
        pixels = bytes(range(256)) * 12 * 3

        def serve(bridge: FakeBridge) -> None:
            call = bridge.call("send_job_data")
            assert (call["app"], call["images"], bridge.data(call)) == ("two", 3, pixels)
            bridge.results(call, 0, (1, -2))
            bridge.results(call, 1, (3, 4), (5, 6))
            bridge.answer(call)

        bridge = FakeBridge(serve)
        results = list(bridge.cluster.send_job_data("two", pixels, images=3))
        bridge.join()
        self.assertEqual([0, 1, 2], [result.image for result in results])
        self.assertEqual([[1, -2], [3, 4], [5, 6]], [list(result.scores) for result in results])

    def test_large_data_goes_in_pieces(self) -> None:
        pixels = os.urandom(3072 * 3000)

        def serve(bridge: FakeBridge) -> None:
            call = bridge.call("send_job_data")
            assert bridge.data(call) == pixels
            bridge.answer(call)

        bridge = FakeBridge(serve)
        self.assertEqual([], list(bridge.cluster.send_job_data("two", bytearray(pixels), images=3000)))
        bridge.join()

    def test_how_many_images_there_are_is_asked_for(self) -> None:
        def serve(bridge: FakeBridge) -> None:
            bridge.answer(bridge.call("applications"), json.dumps(APPLICATIONS).encode())
            call = bridge.call("send_job_data")
            assert call["images"] == 2
            bridge.data(call)
            bridge.answer(call)

        bridge = FakeBridge(serve)
        self.assertEqual([], list(bridge.cluster.send_job_data("two", array.array("B", bytes(6144)))))
        bridge.join()

    def test_a_job_that_fails_says_why_and_of_what_kind(self) -> None:
        def serve(bridge: FakeBridge) -> None:
            call = bridge.call("send_job_data")
            bridge.answer(call, error="every board is busy", kind="NoFreeBoard")

        bridge = FakeBridge(serve)
        with self.assertRaisesRegex(JobError, "busy") as raised:
            list(bridge.cluster.send_job_data("two", ["cat.png"]))
        self.assertEqual("NoFreeBoard", raised.exception.kind)
        bridge.join()

    def test_whoever_stops_to_listen_cancels_the_job(self) -> None:
        def serve(bridge: FakeBridge) -> None:
            call = bridge.call("send_job_data")
            assert call["files"] == [os.path.abspath("cat.png")]
            bridge.results(call, 0, (1, 1))
            frame = bridge.connection.receive()
            assert frame is not None and (frame.type, frame.header) == (CANCEL, {"id": call["id"]})

        bridge = FakeBridge(serve)
        results = bridge.cluster.send_job_data("two", "cat.png")
        next(results)
        results.close()
        bridge._thread.join(30)
        bridge.join()

    def test_applications_are_sent_restarted_and_killed(self) -> None:
        def serve(bridge: FakeBridge) -> None:
            call = bridge.call("send_app")
            assert os.path.isabs(call["folder"])
            bridge.answer(call, app="traffic-1")
            call = bridge.call("send_restart_app")
            assert call["app"] == "traffic-1"
            bridge.answer(call)
            call = bridge.call("send_set_output_collection")
            assert call["collect"] is True
            bridge.answer(call)
            bridge.answer(bridge.call("send_kill_app"), error="there is no such instance", kind="FardApplicationException")

        bridge = FakeBridge(serve)
        app = bridge.cluster.send_app("folder")
        bridge.cluster.send_restart_app(app, "folder")
        bridge.cluster.send_set_output_collection(app, True)
        with self.assertRaisesRegex(FardError, "no such instance") as raised:
            bridge.cluster.send_kill_app(app)
        self.assertNotIsInstance(raised.exception, JobError)
        bridge.join()

    def test_output_is_consumed_until_the_application_is_killed(self) -> None:
        def serve(bridge: FakeBridge) -> None:
            for piece in (b"one", b"two"):
                bridge.answer(bridge.call("consume_output"), piece, peer="counter-2")
            bridge.answer(bridge.call("consume_output"), ended=True)

        bridge = FakeBridge(serve)
        self.assertEqual([("counter-2", b"one"), ("counter-2", b"two")], [tuple(output) for output in bridge.cluster.consume_output("traffic-1")])
        bridge.join()

    def test_a_bridge_that_is_gone_ends_every_call(self) -> None:
        bridge = FakeBridge(lambda bridge: bridge.call("applications"))
        with self.assertRaises(ProtocolError):
            bridge.cluster.applications()
        with self.assertRaises(ProtocolError):
            bridge.cluster.applications()
        bridge.join()


class ConnectTest(unittest.TestCase):
    def test_a_bridge_that_cannot_join_says_why(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            script = os.path.join(folder, "fard.py")
            with open(script, "w", encoding="utf-8") as file:
                file.write("print('no head answers')\nraise SystemExit(3)\n")
            with self.assertRaisesRegex(FardError, "exit code 3 before it was connected:\nno head answers"):
                api.connect([sys.executable, script])

    def test_a_command_that_is_not_there_says_so(self) -> None:
        with self.assertRaisesRegex(FardError, "cannot be started.*FARD_COMMAND"):
            api.connect("fard-that-is-not-there")

    def test_calls_need_a_connection(self) -> None:
        with self.assertRaisesRegex(FardError, "connect"):
            api.send_kill_app("traffic-1")

    def test_job_data_has_to_be_bytes_or_paths(self) -> None:
        bridge = FakeBridge(lambda bridge: None)
        for data, problem in ((3, "not int"), ([1, 2], "paths of image files"), ([], "at least one"), (array.array("h", [1]), "items of 2 bytes")):
            with self.subTest(problem), self.assertRaisesRegex((TypeError, ValueError), problem):
                list(bridge.cluster.send_job_data("two", data))
        bridge.join()


if __name__ == "__main__":
    unittest.main()
