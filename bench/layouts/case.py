"""What is compared: one exported file, and how its own software reads it."""

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
    #: What Sightline must call the layout; for what it must refuse "refused: " and words of its reason.
    expected: str
    #: Makes the ONNX file in a folder.
    make: Callable[[Path], Path]
    #: Its own software: file, 8-bit BGR pictures, confidence, IoU -> boxes a picture.
    reference: Reference
    #: Width and height of the network's input.
    size: tuple[int, int] = (640, 640)
    #: Where Sightline fits pictures otherwise than the reference does, only pictures of the input's proportions count.
    same_shape_only: bool = False
    #: Where the reference resizes in its own way, how it fits pictures, "stretched" or "padded", or "exact": it is shown such as need
    #: no resizing, and Sightline some of them with columns (and rows) that come twice; see :func:`pictures.undoubled`.
    unresized: str = ""
    #: Whether the network calculates in 16 bits: the last of them differ from one way of running it to another.
    rough: bool = False
