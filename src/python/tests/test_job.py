"""Jobs against a board that the tests play."""

import unittest

from fard import wire
from tests.board import Board


class JobTest(unittest.TestCase):
    def start(self, source: str, position: int = 1) -> Board:
        board = Board(source, {"role": "job", "pipeline": {"position": position}, "fpga": "emulated", "configuration": {"step": 3}})
        self.addCleanup(board.close)
        return board

    def test_chunks_are_computed_in_order(self) -> None:
        board = self.start("""
            from fard import FardJob

            class Add(FardJob):
                def _parse_config(self, config):
                    self.add = config.step + config.pipeline.position
                    return config

                def process(self, chunk):
                    return bytes(value + self.add for value in chunk.data)
        """)
        board.receive(wire.READY)
        for number in range(3):
            board.connection.send(wire.CHUNK, wire.ChunkHeader(number, 1, 4), bytes([number] * 4))
        for number in range(3):
            done = board.receive(wire.CHUNK_DONE)
            self.assertEqual((number, 1, 4), tuple(done.header))
            self.assertEqual(bytes([number + 4] * 4), done.body)
        board.connection.send(wire.STOP, {"reason": "over"})
        board.receive(wire.STOPPED)
        self.assertEqual(0, board.process.wait(60))

    def test_chunks_that_come_while_the_FPGA_runs_wait_and_keep_their_data(self) -> None:
        board = self.start("""
            from fard import FardJob

            class Stage(FardJob):
                def setup(self):
                    self.fpga.load("net@0..5")

                def process(self, chunk):
                    return self.fpga.run(chunk.data, chunk.images)
        """)
        load = board.receive(wire.LOAD)
        self.assertEqual("net@0..5", load.header["bitstream"])
        board.answer(load, inputBytes=4, outputBytes=4)
        board.receive(wire.READY)
        board.connection.send(wire.CHUNK, wire.ChunkHeader(0, 1, 4), b"aaaa")
        run = board.receive(wire.RUN)
        board.connection.send(wire.CHUNK, wire.ChunkHeader(1, 1, 4), b"bbbb")
        board.answer(run, bytes(run.body).upper())
        self.assertEqual(b"AAAA", board.receive(wire.CHUNK_DONE).body)
        run = board.receive(wire.RUN)
        self.assertEqual((b"bbbb", 1), (run.body, run.header["images"]))
        board.answer(run, error="the device is gone")
        self.assertIn("FpgaError: the device is gone", board.receive(wire.CRASH).header["message"])

    def test_a_job_without_a_process_of_its_own_passes_chunks_on(self) -> None:
        board = self.start("from fard import FardJob\n\nclass Forward(FardJob):\n    pass\n")
        board.receive(wire.READY)
        data = bytes(range(256)) * 2000
        board.connection.send(wire.CHUNK, wire.ChunkHeader(0, 1, len(data)), data)
        self.assertEqual(data, board.receive(wire.CHUNK_DONE).body)


if __name__ == "__main__":
    unittest.main()
