"""The client's API: sends applications and jobs to a cluster, and takes what they put out.

::

    from fard import api

    with api.connect() as cluster:
        for result in cluster.send_job_data("two_stage_bnn_app", ["cat.png", "dog.png"]):
            print(result.image, result.scores)

The functions of this module do the same for the connection that :func:`connect` made last.
"""

import os
from types import TracebackType
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Type, Union

from . import wire
from .arrays import images_of, scores_of, split
from .bridge import Bridge
from .errors import FardError


class Result(NamedTuple):
    """What a pipeline computed for one image."""

    image: int
    """Its number within the job, counted from 0."""
    data: memoryview
    """The packed result."""

    @property
    def scores(self) -> Any:
        """The result as 16-bit scores: a NumPy array where NumPy is installed, else an ``array``."""
        return scores_of(self.data)


class Output(NamedTuple):
    """One piece of an application's output."""

    peer: str
    """The peer that put it out."""
    data: bytes


class Cluster:
    """A connection to a cluster. Any thread may use it; several jobs may be under way at once."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        self.close()

    def close(self) -> None:
        """Leaves the cluster. What is under way is given up."""
        self._bridge.close()

    def applications(self) -> List[Dict[str, Any]]:
        """The applications that jobs can be sent to."""
        return wire.objects(self._bridge.call("applications").answer().body)

    def send_app(self, folder: str) -> str:
        """Sends an application's folder and runs an instance of it; its id. FardError if the folder is none, or it cannot be run."""
        return str(self._bridge.call("send_app", folder=os.path.abspath(folder)).answer().header["app"])

    def send_kill_app(self, app_id: str) -> None:
        """Stops every task of an instance. FardError if there is none."""
        self._bridge.call("send_kill_app", app=app_id).answer()

    def send_restart_app(self, app_id: str, folder: str) -> None:
        """Runs an instance with other files, one replica after the other."""
        self._bridge.call("send_restart_app", app=app_id, folder=os.path.abspath(folder)).answer()

    def send_set_output_collection(self, app_id: str, collect: bool) -> None:
        """Has an instance's output collected from now on, or dropped."""
        self._bridge.call("send_set_output_collection", app=app_id, collect=bool(collect)).answer()

    def consume_output(self, app_id: str) -> Iterator[Output]:
        """An instance's output as it comes, until it is killed. Tasks wait for a slow consumer."""
        while True:
            call = self._bridge.call("consume_output", app=app_id)
            try:
                answer = call.answer()
            except BaseException:
                call.cancel()
                raise
            if answer.header.get("ended"):
                return
            yield Output(str(answer.header.get("peer", "")), bytes(answer.body))

    def send_job_data(
        self, app_id: str, job_data: Any, images: Optional[int] = None, packed: bool = False, timeout: Optional[float] = None
    ) -> Iterator[Result]:
        """Runs a job and gives the results as they arrive, in the order of the images.

        ``job_data``: pixels as bytes, an ``array`` or a NumPy array of bytes, row by row, the channels of a pixel side by side; or paths of image files or
        folders of them, which are brought to the network's size. ``images``: how many; without it, as many as the data says. ``packed``: whether
        the data is in the network's packed input format already. JobError if the job gives no result, or no more.
        """
        given = images_of(job_data)
        if given.data is None:
            call = self._bridge.call("send_job_data", app=app_id, files=given.files, timeout=timeout)
        else:
            count = images if images is not None else given.count if given.count is not None else self._count(app_id, given.data.nbytes, packed)
            call = self._bridge.call("send_job_data", given.data, app=app_id, images=count, bytes=given.data.nbytes, packed=packed, timeout=timeout)
        complete = False
        try:
            for frame in call.results():
                first = int(frame.header.get("first", 0))
                for offset, data in enumerate(split(frame.body, int(frame.header["count"]))):
                    yield Result(first + offset, data)
            complete = True
        finally:
            if not complete:
                call.cancel()

    def _count(self, app_id: str, length: int, packed: bool) -> int:
        for application in self.applications():
            if application["name"] == app_id:
                size = int(application["inputBytes"]) if packed else int(application.get("pixelBytes", 0)) or int(application["inputBytes"])
                if length % size:
                    raise ValueError(f"{length} bytes are no whole number of images of {size} bytes.")
                return length // size
        raise FardError(f"There is no application '{app_id}'.")


_connection: Optional[Cluster] = None


def connect(command: Union[str, Sequence[str], None] = None, config: Optional[str] = None) -> Cluster:
    """Joins the cluster as a client: starts ``fard client-bridge``, which ends with this connection.

    ``command``: how to start ``fard``, where it is not on the path (also FARD_COMMAND). ``config``: a client's HOCON file; FARD_SEED and FARD_HOST in
    the environment count as for every ``fard`` command. FardError if it cannot join.
    """
    global _connection
    cluster = Cluster(Bridge.start(command, config))
    _connection = cluster
    return cluster


def close() -> None:
    """Leaves the cluster."""
    global _connection
    if _connection is not None:
        _connection.close()
        _connection = None


def send_app(folder: str) -> str:
    """See :meth:`Cluster.send_app`."""
    return _connected().send_app(folder)


def send_kill_app(app_id: str) -> None:
    """See :meth:`Cluster.send_kill_app`."""
    _connected().send_kill_app(app_id)


def send_restart_app(app_id: str, folder: str) -> None:
    """See :meth:`Cluster.send_restart_app`."""
    _connected().send_restart_app(app_id, folder)


def send_set_output_collection(app_id: str, collect: bool) -> None:
    """See :meth:`Cluster.send_set_output_collection`."""
    _connected().send_set_output_collection(app_id, collect)


def consume_output(app_id: str) -> Iterator[Output]:
    """See :meth:`Cluster.consume_output`."""
    return _connected().consume_output(app_id)


def send_job_data(
    app_id: str, job_data: Any, images: Optional[int] = None, packed: bool = False, timeout: Optional[float] = None
) -> Iterator[Result]:
    """See :meth:`Cluster.send_job_data`."""
    return _connected().send_job_data(app_id, job_data, images, packed, timeout)


def _connected() -> Cluster:
    if _connection is None:
        raise FardError("There is no connection: call connect() first.")
    return _connection
