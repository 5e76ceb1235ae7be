"""The one way from a picture to the network's input, the same here and in the station.

scale = min(W / w, H / h), the picture resized by it and centred, the rest filled with 114.
"""

from dataclasses import dataclass

import cv2
import numpy as np

PAD = 114


@dataclass(frozen=True)
class Letterbox:
    """Maps a source picture of `source` (w, h) into an input of `target` (w, h), pixels."""

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
        """Across and down: what rounding to whole pixels made of the scale."""
        return np.array(self.size) / self.source

    @property
    def offset(self) -> tuple[int, int]:
        w, h = self.size
        return (self.target[0] - w) // 2, (self.target[1] - h) // 2

    def image(self, picture: np.ndarray, as_station: bool = True) -> np.ndarray:
        """`picture` h x w x 3 uint8 -> H x W x 3 uint8.

        The station averages over the area, and interpolates where it enlarges; where a picture shrinks to a half or less and its sides are multiples of
        the whole factor, by that factor first and bilinearly for the rest. `as_station=False` only interpolates:
        aliased, for training alone.
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
        """n x 4 xyxy in input pixels -> in source pixels, clipped to the picture; without width or height where outside."""
        found = (boxes.astype(np.float64) - np.tile(self.offset, 2)) / np.tile(self.factors, 2)
        return clipped(found, self.source)


def clipped(boxes: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """n x 4 xyxy, cut off at the edges of a picture of `size` (w, h)."""
    return np.concatenate([np.maximum(boxes[:, :2], 0), np.minimum(boxes[:, 2:], size)], 1)


def has_area(boxes: np.ndarray) -> np.ndarray:
    return (boxes[:, 2:] > boxes[:, :2]).all(1)
