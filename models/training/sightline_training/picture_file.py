"""Labelled picture files. Truncated files are refused: the missing part would be learnt as grey."""

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
        """The rows in pixels of a picture of `size` (w, h), unclipped."""
        rows = self.rows.copy()
        if self.relative:
            rows[:, 1:] *= np.tile(size, 2)
        return rows

    def truth(self, size: tuple[int, int]) -> np.ndarray:
        """The rows in pixels, clipped to the picture, as the station evaluates against."""
        rows = self.in_pixels(size)
        rows[:, 1:] = clipped(rows[:, 1:], size)
        return rows[has_area(rows[:, 1:])]


def pixels(path: Path, how: int = cv2.IMREAD_COLOR_RGB) -> np.ndarray:
    """-> h x w x 3 uint8, RGB unless `how` gives another OpenCV read mode."""
    try:
        content = path.read_bytes()
    except OSError as e:
        raise SystemExit(f"{path} cannot be read: {e.strerror}.") from None
    if is_cut_off(content):
        raise SystemExit(f"{path} is cut off: copy it again, or remove it and its label from the set.")
    try:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), how)
    except cv2.error:  # an empty file, or more pixels than OpenCV allows
        picture = None
    if picture is None:
        raise SystemExit(f"{path} is not a picture that OpenCV can read: copy it again, or remove it and its label from the set.")
    return picture


def is_cut_off(content: bytes) -> bool:
    """Whether a JPEG file lacks its end marker, which OpenCV ignores; it rejects other truncated formats itself."""
    if not content.startswith(b"\xff\xd8"):
        return False
    at = 2
    # Skip the segments before the image data: an embedded thumbnail has its own end marker.
    while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] != b"\xda":
        at += 1 if content[at + 1 : at + 2] == b"\xff" else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return content.find(b"\xff\xd9", at) < 0
