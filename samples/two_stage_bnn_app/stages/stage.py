"""What both stages do: load their part of the network on the board's FPGA, and run it over the chunks that arrive."""

from fard import Chunk, Config, FardJob


class Stage(FardJob):
    """One position of the pipeline."""

    place = -1

    def _parse_config(self, config: Config) -> Config:
        if config.pipeline.position != self.place:
            raise ValueError(f"{type(self).__name__} belongs at position {self.place}, not at {config.pipeline.position}.")
        return config

    def setup(self) -> None:
        self.fpga.load(self.config.bitstream)

    def process(self, chunk: Chunk) -> bytes:
        return self.fpga.run(chunk.data, chunk.images)
