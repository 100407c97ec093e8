"""Tasks against a board that the tests play."""

import json
import unittest

from fard import FardEvent, FardTask, wire
from tests.board import SECRET, Board

TASK = """
    from fard import FardError, FardEvent, FardTask

    class Count(FardEvent):
        def handle(self, content):
            self.task.send_output_data(repr(tuple(content)))

    class Camera(FardTask):
        def setup(self):
            self.count = self.register_event(Count())
            try:
                self.count.fire(task="report", content=[1, 2])
            except FardError as error:
                self.send_output_data(str(error))

        def stop(self):
            self.send_output_data("stopped")
"""


class TaskTest(unittest.TestCase):
    def start(self, source: str) -> Board:
        board = Board(source)
        self.addCleanup(board.close)
        return board

    def test_life_of_a_task(self) -> None:
        board = self.start(TASK)
        self.assertEqual((1, SECRET), (board.hello.header["version"], board.hello.header["secret"]))
        fire = board.receive(wire.FIRE)
        self.assertEqual(("Count", "report", True), (fire.header["name"], fire.header["task"], fire.header["json"]))
        self.assertEqual([1, 2], json.loads(fire.body))
        board.answer(fire, error="nobody is there")
        output = board.receive(wire.OUTPUT)
        self.assertEqual(b"nobody is there", output.body)
        board.answer(output)
        board.receive(wire.READY)

        board.connection.send(wire.EVENT, {"number": 5, "name": "Count", "sender": "a-0", "senderTask": "a", "scope": "peer", "json": False}, b"raw")
        output = board.receive(wire.OUTPUT)
        self.assertIn(b"'a-0', 'a', 'peer'", output.body)
        board.connection.send(wire.PING, {"number": 1})
        self.assertEqual(1, board.receive(wire.PONG).header["number"])
        board.answer(output)
        self.assertEqual(5, board.receive(wire.HANDLED).header["number"])

        board.connection.send(wire.STOP, {"reason": "enough"})
        output = board.receive(wire.OUTPUT)
        self.assertEqual(b"stopped", output.body)
        board.answer(output)
        board.receive(wire.STOPPED)
        self.assertEqual(0, board.process.wait(60))

    def test_a_crash_is_told_with_its_traceback(self) -> None:
        board = self.start("from fard import FardTask\n\nclass Bad(FardTask):\n    def run(self):\n        raise KeyError('lens')\n")
        board.receive(wire.READY)
        crash = board.receive(wire.CRASH)
        self.assertEqual("KeyError: 'lens'", crash.header["message"])
        self.assertIn("line 5, in run", crash.header["traceback"])

    def test_a_program_does_not_outlive_its_board(self) -> None:
        board = self.start("from fard import FardTask\n\nclass Deaf(FardTask):\n    def run(self):\n        while True:\n            pass\n")
        board.receive(wire.READY)
        board.connection.close()
        self.assertEqual(1, board.process.wait(60))

    def test_what_the_board_says_last_is_printed(self) -> None:
        board = self.start("from fard import FardTask\n\nclass Good(FardTask):\n    pass\n")
        board.receive(wire.READY)
        board.connection.send(wire.REFUSE, {"reason": "too slow"})
        board.process.wait(60)
        self.assertIn("The board ends this program: too slow", board.close())

    def test_a_file_needs_one_class(self) -> None:
        board = self.start("from fard import FardTask\n\nclass A(FardTask):\n    pass\n\nclass B(FardTask):\n    pass\n")
        self.assertIn("has 2 classes that extend FardTask (A, B)", board.receive(wire.CRASH).header["message"])

    def test_its_configuration_may_choose_the_class(self) -> None:
        board = Board(
            "from fard import FardTask\n\nclass A(FardTask):\n    pass\n\nclass B(FardTask):\n    def setup(self):\n        self.send_output_data('b')\n",
            {"configuration": {"main_class": "B"}})
        self.addCleanup(board.close)
        output = board.receive(wire.OUTPUT)
        self.assertEqual(b"b", output.body)
        board.answer(output)
        board.receive(wire.READY)


class EventTest(unittest.TestCase):
    def test_an_event_goes_to_a_task_or_a_peer_and_not_both(self) -> None:
        event = FardTask().register_event(FardEvent("go"))
        with self.assertRaisesRegex(ValueError, "both were given"):
            event.fire(task="a", peer="a-0")

    def test_an_event_has_to_be_registered(self) -> None:
        with self.assertRaisesRegex(ValueError, "not registered"):
            FardEvent("go").fire()

    def test_a_name_is_registered_once(self) -> None:
        task = FardTask()
        task.register_event(FardEvent("go"))
        with self.assertRaisesRegex(ValueError, "already"):
            task.register_event(FardEvent("go"))


if __name__ == "__main__":
    unittest.main()
