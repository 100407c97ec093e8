"""``python3 -m fard.program MAIN``: what a board starts. Finds the task or job in the file, and runs it."""

import importlib.util
import inspect
import logging
import os
import signal
import sys
from types import ModuleType
from typing import Any, List, Optional, Type

from . import wire
from .errors import FardError, ProtocolError
from .job import FardJob
from .link import Link
from .loops import JobLoop, TaskLoop, report_crash
from .task import FardTask


class _LinkHandler(logging.Handler):
    """Python's logging, into the board's log."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._link = link

    def emit(self, record: logging.LogRecord) -> None:
        level = "error" if record.levelno >= logging.ERROR else "warning" if record.levelno >= logging.WARNING else "info" if record.levelno >= logging.INFO else "debug"
        try:
            self._link.log(level, self.format(record))
        except ProtocolError:
            pass


def load_module(path: str) -> ModuleType:
    """Runs a program's file, with its folder first on the path of its imports."""
    folder = os.path.dirname(os.path.abspath(path))
    # The first entry is the working directory, which -m puts there.
    sys.path[0] = folder
    spec = importlib.util.spec_from_file_location("fard_user_program", path)
    if spec is None or spec.loader is None:
        raise FardError(f"{path} is no Python file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def find_class(module: ModuleType, base: Type[FardTask], name: Optional[str]) -> Type[FardTask]:
    """The one class of a program's file that extends ``base``, or the one of that name. FardError if there is not one."""
    found: List[Type[FardTask]] = [
        kind
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, base) and kind.__module__ == module.__name__ and (name is None or kind.__name__ == name)
    ]
    leaves = [kind for kind in found if not any(other is not kind and issubclass(other, kind) for other in found)]
    if len(leaves) == 1:
        return leaves[0]
    what = f"named {name} " if name else ""
    raise FardError(
        f"{module.__file__} has {len(leaves)} classes {what}that extend {base.__name__}"
        f"{' (' + ', '.join(kind.__name__ for kind in leaves) + ')' if leaves else ''}; it needs one, or main_class in its configuration."
    )


def main(arguments: List[str]) -> int:
    if len(arguments) != 1:
        print("usage: python3 -m fard.program MAIN.py", file=sys.stderr)
        return 2
    link = Link.connect()
    try:
        run(link, arguments[0])
    except BaseException as error:  # Whatever the program raises is its crash, SystemExit as well.
        report_crash(link, error)
        link.connection.close()
        return 1
    link.connection.send(wire.STOPPED, {})
    link.connection.close()
    return 0


def run(link: Link, path: str) -> None:
    """Runs the program of a file until it stops."""
    logger = logging.getLogger()
    logger.addHandler(_LinkHandler(link))
    logger.setLevel(logging.INFO)
    base: Type[FardTask] = FardJob if link.welcome.get("role") == "job" else FardTask
    configuration: Any = link.welcome.get("configuration")
    name = configuration.get("main_class") if isinstance(configuration, dict) else None
    program = find_class(load_module(path), base, name)()
    program.bind(link)
    if isinstance(program, FardJob):
        JobLoop(program, link).run()
    else:
        signal.signal(signal.SIGTERM, lambda *_: program.stopping.set())
        TaskLoop(program, link).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
