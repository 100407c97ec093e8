"""Layers 0 to 5."""

from stage import Stage


class FirstStage(Stage):
    place = 0
