"""The FPGA that a program was given."""

from typing import TYPE_CHECKING, Optional

from . import wire
from .errors import FpgaError
from .wire import Buffer

if TYPE_CHECKING:
    from .link import Link


class Fpga:
    """One FPGA, driven by the board: loads bitstream packages, runs kernels on buffers."""

    def __init__(self, link: "Link", kind: str) -> None:
        self._link = link
        self.kind = kind
        """What kind of device it is, such as ``zynq`` or ``emulated``: emulated is not measured."""
        self.loaded: Optional[str] = None
        """Reference of the package that this program loaded."""
        self.input_bytes = 0
        """Bytes of one image, or frame, that a run of the loaded kernel reads."""
        self.output_bytes = 0
        """Bytes of one result."""

    def load(self, bitstream: str) -> None:
        """Loads a bitstream package: ``name``, or ``name@first..last``. FpgaError if that fails."""
        answer = self._link.ask(wire.LOAD, {"bitstream": bitstream})
        self.loaded = bitstream
        self.input_bytes = int(answer.header["inputBytes"])
        self.output_bytes = int(answer.header["outputBytes"])

    def run(self, data: Buffer, images: Optional[int] = None) -> Buffer:
        """Runs the loaded kernel on packed data and gives its packed results. FpgaError if nothing is loaded or the device fails.

        ``images``: how many images ``data`` holds; without it, as many as its length says.
        """
        if self.loaded is None:
            raise FpgaError("Nothing is loaded: call load first.")
        view = memoryview(data).cast("B")
        if images is None:
            images, rest = divmod(view.nbytes, self.input_bytes)
            if rest:
                raise FpgaError(f"{view.nbytes} bytes are no whole number of images of {self.input_bytes} bytes.")
        return self._link.ask(wire.RUN, {"images": images}, view).body
