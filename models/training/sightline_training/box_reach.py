"""How large a defect a network can box: from a cell it reaches so many strides to each side, and no further.

A label beyond that is given to no cell: training takes its place for a good one, and says nothing.
"""

import numpy as np

from .data import Pictures
from .network import BINS
from .notes import counted, note

LITTLE, MUCH = 0.01, 1 / 3


def judge(pictures: Pictures, kind: str, strides: tuple[int, ...], allow_large: bool) -> None:
    """Says how many of the labels are too large, where they are more than a few; refused where they are more than a third."""
    reach = 2 * (BINS - 1) * max(strides)
    sides = [(rows[:, 3:5] - rows[:, 1:3]).max(1) * box.scale for rows, box in zip(pictures.truth, pictures.letterboxes)]
    sides = np.concatenate(sides)
    large = int((sides > reach).sum())
    if large <= LITTLE * len(sides):
        return
    width, height = pictures.size
    # A stride less than it can reach: a box's middle is seldom the middle of a cell.
    shrunk = (reach - max(strides)) / sides.max()
    fits = [max(32, int(side * shrunk) // 32 * 32) for side in (width, height)]
    said = (f"{large:,} of {counted(len(sides), 'label')} are larger than the {reach} pixels that {kind} can box, the largest of "
            f"{sides.max():.0f} at {width}x{height}, and cannot be learnt: give --width {fits[0]} --height {fits[1]}, where all fit")
    if large > MUCH * len(sides) and not allow_large:
        raise SystemExit(f"{said}, or --allow-large.")
    note(f"{said}.")
