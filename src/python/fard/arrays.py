"""Images and results as bytes, arrays or files."""

import array
import os
import sys
from typing import Any, List, NamedTuple, Optional, Sequence

from .wire import Buffer

class JobImages(NamedTuple):
    """A job's images: bytes, or files that the bridge reads."""

    data: Optional[memoryview]
    files: List[str]
    count: Optional[int]
    """How many, as far as the data says."""


def images_of(job_data: Any) -> JobImages:
    """Takes images as bytes-like objects, arrays, NumPy arrays, or paths of image files. TypeError or ValueError for anything else.

    A NumPy array of bytes may have the shape (images, height, width, channels): then it says how many images there are.
    """
    if isinstance(job_data, (str, os.PathLike)):
        return JobImages(None, [os.path.abspath(os.fspath(job_data))], None)
    if isinstance(job_data, Sequence) and not isinstance(job_data, (bytes, bytearray, array.array)):
        if not job_data:
            raise ValueError("A job has at least one image.")
        if not all(isinstance(item, (str, os.PathLike)) for item in job_data):
            raise TypeError("A list of job data holds paths of image files; give bytes or arrays as one object.")
        return JobImages(None, [os.path.abspath(os.fspath(item)) for item in job_data], None)
    try:
        view = memoryview(job_data)
    except TypeError:
        raise TypeError(f"Job data is bytes, an array, or paths of image files, not {type(job_data).__name__}.") from None
    if view.itemsize != 1:
        raise TypeError(f"Pixels are bytes; this array has items of {view.itemsize} bytes.")
    if not view.c_contiguous:
        raise ValueError("The array's bytes have to lie one behind the other: numpy.ascontiguousarray makes it so.")
    count = view.shape[0] if view.ndim > 1 and view.shape is not None else None
    return JobImages(view.cast("B"), [], count)


def scores_of(data: Buffer) -> Any:
    """Little-endian 16-bit scores: a NumPy array where NumPy is installed, else an ``array`` of type ``h``."""
    numpy = _numpy()
    if numpy is not None:
        return numpy.frombuffer(data, dtype="<i2")
    scores = array.array("h", bytes(data))
    if sys.byteorder == "big":
        scores.byteswap()
    return scores


def split(data: Buffer, count: int) -> List[memoryview]:
    """Results that lie one behind the other. ValueError if they have not the same length."""
    view = memoryview(data)
    size, rest = divmod(view.nbytes, count)
    if rest:
        raise ValueError(f"{view.nbytes} bytes are no {count} results.")
    return [view[index * size:(index + 1) * size] for index in range(count)]


def _numpy() -> Any:
    try:
        import numpy
    except ImportError:
        return None
    return numpy
