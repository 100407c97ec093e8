"""What goes wrong."""


class FardError(Exception):
    """The cluster or the board refused something; the message says what and why."""


class FpgaError(FardError):
    """The FPGA could not load or run: there is none, the package is wrong, or the device failed."""


class JobError(FardError):
    """A job gave no result, or no more; ``kind`` says why in a word, such as ``NoFreeBoard``."""

    def __init__(self, message: str, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind


class ProtocolError(FardError):
    """The other side does not keep to the protocol, or is gone."""
