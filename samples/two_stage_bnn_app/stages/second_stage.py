"""Layers 6 to 8: the scores."""

from stage import Stage


class SecondStage(Stage):
    place = 1
