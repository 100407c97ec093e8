"""Jobs: programs that compute one batch at one position of a pipeline, chunk by chunk."""

from typing import Any, Dict, NamedTuple

from .task import FardTask
from .wire import Buffer


class Chunk(NamedTuple):
    """Some images of a job on their way through the pipeline."""

    number: int
    """Counts the chunks of this process from 0."""
    images: int
    """Images in it."""
    data: memoryview
    """The packed images. The memory is used again after :meth:`FardJob.process` has returned: copy what is to be kept."""
    result_bytes: int
    """How many bytes the result has to have."""


class FardJob(FardTask):
    """A job: one position of a pipeline, for one batch. Extend it and define :meth:`process`.

    ``self.config.pipeline`` says where it is: ``position`` (counted from 0), ``count``, ``replica``, ``images``, ``chunkImages``, ``inputBytes`` and
    ``outputBytes`` (of one image). A job has one thread: chunks come one after the other.
    """

    def process(self, chunk: Chunk) -> Buffer:
        """Computes one chunk: packed images in, packed results out, ``chunk.result_bytes`` of them. Without one of its own, a job passes chunks on."""
        return chunk.data

    def _configuration(self, welcome: Dict[str, Any]) -> Dict[str, Any]:
        configuration = super()._configuration(welcome)
        pipeline: Any = welcome.get("pipeline")
        configuration["pipeline"] = pipeline if isinstance(pipeline, dict) else {"position": 0}
        return configuration
