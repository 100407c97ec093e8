"""Configuration whose keys can be read as attributes."""

from typing import Any, Dict, Iterator, Mapping


class Config(Mapping[str, Any]):
    """A read-only mapping; ``config.pipeline.position`` is ``config["pipeline"]["position"]``.

    As attributes, keys are also found by Python's way to write them: ``config.chunk_images`` is ``config["chunk-images"]`` or ``config["chunkImages"]``.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values: Dict[str, Any] = {key: _wrap(value) for key, value in values.items()}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        values = self._values
        head, *rest = name.split("_")
        for key in (name, name.replace("_", "-"), head + "".join(part.title() for part in rest)):
            if key in values:
                return values[key]
        raise AttributeError(f"The configuration has no '{name}'; it has {', '.join(sorted(values)) or 'nothing'}.")

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Config({self._values!r})"


def _wrap(value: Any) -> Any:
    if isinstance(value, Config):
        return value
    if isinstance(value, Mapping):
        return Config(value)
    if isinstance(value, (list, tuple)):
        return [_wrap(item) for item in value]
    return value
