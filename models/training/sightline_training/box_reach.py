"""Largest defect that a network can box: a cell's box extends a fixed number of strides to each side and no further.

A larger label is assigned to no cell, and training silently treats its area as background.
"""

import numpy as np

from .data import Pictures
from .network import BINS
from .notes import counted, note

LITTLE, MUCH = 0.01, 1 / 3


def judge(pictures: Pictures, kind: str, strides: tuple[int, ...], allow_large: bool) -> None:
    """Notes how many labels are too large if they exceed 1 %; exits with an error if they exceed a third, unless `allow_large`."""
    reach = 2 * (BINS - 1) * max(strides)
    sides = [(rows[:, 3:5] - rows[:, 1:3]).max(1) * box.scale for rows, box in zip(pictures.truth, pictures.letterboxes)]
    sides = np.concatenate(sides)
    large = int((sides > reach).sum())
    if large <= LITTLE * len(sides):
        return
    width, height = pictures.size
    # One stride below the limit, because a box's centre seldom coincides with a cell's.
    shrunk = (reach - max(strides)) / sides.max()
    fits = [max(32, int(side * shrunk) // 32 * 32) for side in (width, height)]
    said = (f"{large:,} of {counted(len(sides), 'label')} are larger than the {reach} pixels that {kind} can box (the largest is "
            f"{sides.max():.0f} at {width}x{height}) and cannot be learnt: give --width {fits[0]} --height {fits[1]}, at which all fit")
    if large > MUCH * len(sides) and not allow_large:
        raise SystemExit(f"{said}, or --allow-large.")
    note(f"{said}.")
