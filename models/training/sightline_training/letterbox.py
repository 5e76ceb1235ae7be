"""Letterboxing of a picture into the network's input, exactly as in the station.

The picture is scaled by min(W / w, H / h) and centred; the rest is filled with 114.
"""

from dataclasses import dataclass

import cv2
import numpy as np

PAD = 114


@dataclass(frozen=True)
class Letterbox:
    """Maps a picture of size `source` (w, h) into an input of size `target` (w, h), in pixels."""

    source: tuple[int, int]
    target: tuple[int, int]

    @property
    def scale(self) -> float:
        return min(self.target[0] / self.source[0], self.target[1] / self.source[1])

    @property
    def size(self) -> tuple[int, int]:
        return max(1, round(self.source[0] * self.scale)), max(1, round(self.source[1] * self.scale))

    @property
    def factors(self) -> np.ndarray:
        """Actual scale, horizontal and vertical, after rounding to whole pixels."""
        return np.array(self.size) / self.source

    @property
    def offset(self) -> tuple[int, int]:
        w, h = self.size
        return (self.target[0] - w) // 2, (self.target[1] - h) // 2

    def image(self, picture: np.ndarray, as_station: bool = True) -> np.ndarray:
        """`picture` h x w x 3 uint8 -> H x W x 3 uint8.

        The station averages over the area, or interpolates bilinearly to enlarge. If a picture shrinks to half or less and the whole factor divides its
        sides, it is first shrunk by that factor and then resized bilinearly. `as_station=False` only interpolates, with aliasing; for training only.
        """
        (w, h), (x, y) = self.size, self.offset
        sw, sh = self.source
        way = cv2.INTER_AREA if as_station and w <= sw and h <= sh else cv2.INTER_LINEAR
        factor = max(1, min(sw // w, sh // h))
        if as_station and factor > 1 and sw % factor == 0 and sh % factor == 0:
            picture, way = cv2.resize(picture, (sw // factor, sh // factor), interpolation=cv2.INTER_AREA), cv2.INTER_LINEAR
        if picture.shape[1::-1] != (w, h):
            picture = cv2.resize(picture, (w, h), interpolation=way)
        if (w, h) == self.target:
            return picture
        out = np.full((self.target[1], self.target[0], 3), PAD, np.uint8)
        out[y : y + h, x : x + w] = picture
        return out

    def boxes(self, boxes: np.ndarray) -> np.ndarray:
        """n x 4 xyxy in source pixels -> in input pixels."""
        return boxes * np.tile(self.factors.astype(np.float32), 2) + np.tile(np.array(self.offset, np.float32), 2)

    def to_source(self, boxes: np.ndarray) -> np.ndarray:
        """n x 4 xyxy in input pixels -> in source pixels, clipped to the picture; boxes outside it end up without area."""
        found = (boxes.astype(np.float64) - np.tile(self.offset, 2)) / np.tile(self.factors, 2)
        return clipped(found, self.source)


def clipped(boxes: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Clips n x 4 xyxy to a picture of `size` (w, h)."""
    return np.concatenate([np.maximum(boxes[:, :2], 0), np.minimum(boxes[:, 2:], size)], 1)


def has_area(boxes: np.ndarray) -> np.ndarray:
    return (boxes[:, 2:] > boxes[:, :2]).all(1)
