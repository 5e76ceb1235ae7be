"""Labelled picture files. Refused is what the station refuses and what would be learnt otherwise than it looks: truncated files, whose
missing part is grey, 12-bit samples in 16 bits, which are black, and files of several pictures, of which the first would be read."""

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
    picture = _decoded(content, how)
    if picture is None:
        raise SystemExit(f"{path} is not a picture that OpenCV can read: copy it again, or remove it and its label from the set.")
    if _holds_another(path, how, picture):
        raise SystemExit(f"{path} holds several pictures: save each in a file of its own.")
    return picture if picture.dtype == np.uint8 else _upper_bits(path, content, how)


def _decoded(content: bytes, how: int) -> np.ndarray | None:
    try:
        return cv2.imdecode(np.frombuffer(content, np.uint8), how | cv2.IMREAD_ANYDEPTH)
    except cv2.error:  # an empty file, or more pixels than OpenCV allows
        return None


def _upper_bits(path: Path, content: bytes, how: int) -> np.ndarray:
    """The upper eight of 16 bits, as the station keeps them."""
    rgb = how == cv2.IMREAD_COLOR_RGB
    deep = _decoded(content, cv2.IMREAD_COLOR if rgb else how)  # OpenCV mixes up the channels of a deep TIFF file where it is to swap them
    if deep.dtype != np.uint16:
        raise SystemExit(f"{path} has samples of an unusual kind: save it with 8 bits a sample.")
    if deep.max() < 1 << 12:
        raise SystemExit(f"{path} uses 12 of its 16 bits or fewer: save it scaled to all 16, or to 8.")
    picture = (deep >> 8).astype(np.uint8)
    return np.ascontiguousarray(picture[..., ::-1]) if rgb else picture


def _holds_another(path: Path, how: int, picture: np.ndarray) -> bool:
    """Whether a second picture of the same size follows, such as a page or a frame of an animation; a smaller copy may."""
    if cv2.imcount(str(path)) < 2:
        return False
    read, pages = cv2.imreadmulti(str(path), start=1, count=1, flags=how)
    return read and sorted(pages[0].shape[:2]) == sorted(picture.shape[:2])


def is_cut_off(content: bytes) -> bool:
    """Whether a JPEG file lacks its end marker, which OpenCV ignores; it rejects other truncated formats itself."""
    if not content.startswith(b"\xff\xd8"):
        return False
    at = 2
    # Skip the segments before the image data: an embedded thumbnail has its own end marker.
    while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] != b"\xda":
        at += 1 if content[at + 1 : at + 2] == b"\xff" else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return content.find(b"\xff\xd9", at) < 0
