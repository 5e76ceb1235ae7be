"""A comparison: one exported file, and how its own software reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .comparing import Found

Reference = Callable[[Path, list[np.ndarray], float, float], list[list[Found]]]


@dataclass(frozen=True)
class Case:
    """One row of the table."""

    model: str
    variant: str
    #: The layout that Sightline must report; if it must refuse the file, "refused: " and words from its reason.
    expected: str
    #: Writes the ONNX file into a folder.
    make: Callable[[Path], Path]
    #: Runs the file's own software: file, 8-bit BGR pictures, confidence, IoU -> boxes per picture.
    reference: Reference
    #: Width and height of the network's input.
    size: tuple[int, int] = (640, 640)
    #: Use only pictures with the input's proportions, because Sightline fits others differently from the reference.
    same_shape_only: bool = False
    #: Set if the reference resizes in its own way: how it fits pictures, "stretched" or "padded", or "exact". It gets pictures that need
    #: no resizing, some of which Sightline gets with doubled columns (and rows); see :func:`pictures.undoubled`.
    unresized: str = ""
    #: Whether the network computes in 16 bits, whose last bits depend on how it is run.
    rough: bool = False
