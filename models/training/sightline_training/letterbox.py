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
        return round(self.source[0] * self.scale), round(self.source[1] * self.scale)

    @property
    def offset(self) -> tuple[int, int]:
        w, h = self.size
        return (self.target[0] - w) // 2, (self.target[1] - h) // 2

    def image(self, picture: np.ndarray, as_station: bool = True) -> np.ndarray:
        """`picture` h x w x 3 uint8 -> H x W x 3 uint8.

        The station averages over the area, in two steps where a picture shrinks to a half or less (by the
        whole factor, then bilinearly). `as_station=False` only interpolates: aliased, for training alone.
        """
        (w, h), (x, y) = self.size, self.offset
        shrink = int(1 / self.scale)
        if as_station and shrink >= 2:
            reduced = round(self.source[0] / shrink), round(self.source[1] / shrink)
            picture = cv2.resize(picture, reduced, interpolation=cv2.INTER_AREA)
        if picture.shape[1::-1] != (w, h):
            area = as_station and shrink < 2
            picture = cv2.resize(picture, (w, h), interpolation=cv2.INTER_AREA if area else cv2.INTER_LINEAR)
        if (w, h) == self.target:
            return picture
        out = np.full((self.target[1], self.target[0], 3), PAD, np.uint8)
        out[y : y + h, x : x + w] = picture
        return out

    def boxes(self, boxes: np.ndarray) -> np.ndarray:
        """n x 4 xyxy in source pixels -> in input pixels."""
        return boxes * self.scale + np.tile(np.array(self.offset, np.float32), 2)
