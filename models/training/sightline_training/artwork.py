"""Lettering and vias that are a design's own: nothing to find, but like enough to spots of copper, pin-holes and spurs."""

import string

import cv2
import numpy as np

from .holes import round_patch
from .strokes import BARE_IS, COPPER_IS

FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_PLAIN, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX_SMALL, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX)
LETTERS = string.ascii_uppercase + string.digits + string.digits + "-+*./"


def etch(board: np.ndarray, rng: np.random.Generator) -> None:
    """Draws lettering, or vias on tracks, on a binary board in place."""
    if rng.random() < 0.5:
        _letter(board, rng)
    else:
        _vias(board, rng)


def _letter(board: np.ndarray, rng: np.random.Generator) -> None:
    """A word or a column of characters, of copper where nothing is or bare within copper; nowhere where there is no room."""
    text = "".join(rng.choice(list(LETTERS), int(rng.integers(1, 9))))
    font, scale, thick = int(rng.choice(FONTS)), float(np.exp(rng.uniform(np.log(0.35), np.log(1.6)))), int(rng.integers(1, 5))
    lines = list(text) if rng.random() < 0.3 else [text]
    sizes = [cv2.getTextSize(line, font, scale, thick)[0] for line in lines]
    step = round(1.25 * max(h for _, h in sizes)) + thick + 2
    mask = np.zeros((step * len(lines) + 12, max(w for w, _ in sizes) + 12), np.uint8)
    for k, line in enumerate(lines):
        cv2.putText(mask, line, (4, step * (k + 1)), font, scale, 1, thick)
    ys, xs = np.nonzero(mask)
    mask = np.rot90(mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1], int(rng.integers(4)))
    h, w = mask.shape
    room = np.pad(mask, 5)
    if room.shape[0] >= board.shape[0] or room.shape[1] >= board.shape[1]:
        return
    for _ in range(30):
        y, x = int(rng.integers(board.shape[0] - h - 10)), int(rng.integers(board.shape[1] - w - 10))
        under = board[y : y + h + 10, x : x + w + 10]
        if under.min() == under.max():
            place = board[y + 5 : y + 5 + h, x + 5 : x + 5 + w]
            place[mask > 0] = COPPER_IS if under[0, 0] == BARE_IS else BARE_IS
            return


def _vias(board: np.ndarray, rng: np.random.Generator) -> None:
    """Round pads, alike, on the middles of tracks, some with a hole."""
    deep = cv2.distanceTransform((board == COPPER_IS).astype(np.uint8), cv2.DIST_L2, 5)
    ys, xs = np.nonzero((deep >= cv2.dilate(deep, np.ones((5, 5), np.uint8)) - 0.01) & (deep > 1.5) & (deep < 9))
    if not len(xs):
        return
    radius = deep[ys, xs].mean() * rng.uniform(1.25, 2.2) + 1
    hole = radius * rng.uniform(0.25, 0.6) if rng.random() < 0.3 else 0.0
    kept: list[tuple[int, int]] = []
    for k in rng.permutation(len(xs))[: int(rng.integers(2, 12))]:
        x, y = int(xs[k]), int(ys[k])
        if all(abs(x - a) + abs(y - b) > 4 * radius for a, b in kept) and not _joins(board, x, y, radius):
            kept.append((x, y))
            round_patch(board, x, y, radius, COPPER_IS, rng)
            if hole > 1.5:
                round_patch(board, x, y, hole, BARE_IS, rng)


def _joins(board: np.ndarray, x: int, y: int, radius: float) -> bool:
    """Whether a pad there would join what is apart around it, or nearly so: that would be a short."""
    side = round(radius) + 6
    around = (board[max(0, y - side) : y + side, max(0, x - side) : x + side] == COPPER_IS).astype(np.uint8)
    padded = around.copy()
    cv2.circle(padded, (min(x, side), min(y, side)), round(radius) + 3, 1, -1)
    return cv2.connectedComponents(padded)[0] < cv2.connectedComponents(around)[0]
