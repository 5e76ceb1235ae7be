"""A labelled picture in its file. A file that was cut off is refused: what is missing would be learnt as grey."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .letterbox import clipped, has_area

SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp")


@dataclass(frozen=True)
class Source:
    """A picture file and its boxes: rows of class, x1, y1, x2, y2 in source pixels (or 0..1 if `relative`)."""

    path: Path
    rows: np.ndarray
    relative: bool

    def in_pixels(self, size: tuple[int, int]) -> np.ndarray:
        """Its rows in a picture of `size` (w, h), nothing cut off."""
        rows = self.rows.copy()
        if self.relative:
            rows[:, 1:] *= np.tile(size, 2)
        return rows

    def truth(self, size: tuple[int, int]) -> np.ndarray:
        """The same, cut off at the picture's edges: what the station judges by."""
        rows = self.in_pixels(size)
        rows[:, 1:] = clipped(rows[:, 1:], size)
        return rows[has_area(rows[:, 1:])]


def pixels(path: Path, how: int = cv2.IMREAD_COLOR_RGB) -> np.ndarray:
    """-> h x w x 3 uint8, RGB, or as OpenCV is told to read it."""
    try:
        content = path.read_bytes()
    except OSError as e:
        raise SystemExit(f"{path} cannot be read: {e.strerror}.") from None
    if is_cut_off(content):
        raise SystemExit(f"{path} is cut off: copy it anew, or take it and its label out of the set.")
    try:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), how)
    except cv2.error:  # an empty file, more pixels than it allows
        picture = None
    if picture is None:
        raise SystemExit(f"{path} is not a picture that OpenCV can read: copy it anew, or take it and its label out of the set.")
    return picture


def is_cut_off(content: bytes) -> bool:
    """Whether a JPEG file has no end: OpenCV reads it all the same. What else is cut off it refuses itself."""
    if not content.startswith(b"\xff\xd8"):
        return False
    at = 2
    # From segment to segment up to the pixels: a thumbnail on the way has an end of its own.
    while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] != b"\xda":
        at += 1 if content[at + 1 : at + 2] == b"\xff" else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return content.find(b"\xff\xd9", at) < 0
