"""Round holes and dots that belong to a design: not defects, but easily mistaken for pin-holes and spots of copper."""

import cv2
import numpy as np

from .strokes import BARE_IS, COPPER_IS


def drill(board: np.ndarray, rows: list, rng: np.random.Generator) -> None:
    """Draws round holes in copper and round dots of copper in place, as parts of the design and so without labels.

    Without them a network mistakes the drilled vias of an unseen family for pin-holes. But a pin-hole may be just as round;
    only company tells them apart. So several alike are drawn, in the middles of pads or in rows. Only small holes deep in
    copper may be alone, because those of one family lie too far apart to be seen together.
    """
    if rng.random() < 0.45:
        radius = float(rng.uniform(2.5, 6.5))
        room = round(radius + rng.uniform(11, 26))
        places = _middles(board, room, rng) if rng.random() < 0.5 else _anywhere(board.shape, room, rng, 60)
        for x, y in _apart(places, board, rows, room, COPPER_IS)[: int(rng.integers(1, 9))]:
            _round(board, x, y, radius, BARE_IS, rng)
        return
    radius = float(np.exp(rng.uniform(np.log(2.5), np.log(18))))
    room = round(radius + rng.integers(3, 10))
    way = rng.random()
    if way < 0.25:
        holes, dots = [], _apart(_anywhere(board.shape, room, rng, 60), board, rows, room, BARE_IS)
    else:
        places = _middles(board, room, rng) if way < 0.7 else _in_rows(board.shape, room, rng)
        holes, dots = _apart(places, board, rows, room, COPPER_IS), []
    if max(len(holes), len(dots)) < 3:
        return
    for x, y in holes:
        _round(board, x, y, radius, BARE_IS, rng)
    hole = radius * rng.uniform(0.2, 0.7) if rng.random() < 0.6 else 0.0
    for x, y in dots if radius > 6 else []:
        _round(board, x, y, radius, COPPER_IS, rng)
        if hole > 1.5:
            _round(board, x, y, hole, BARE_IS, rng)


def _anywhere(shape: tuple[int, int], room: int, rng: np.random.Generator, count: int) -> list[tuple[int, int]]:
    h, w = shape
    if 2 * room + 2 >= min(h, w):
        return []
    return list(zip(rng.integers(room, w - room, count).tolist(), rng.integers(room, h - room, count).tolist()))


def _middles(board: np.ndarray, room: int, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Local maxima of the distance to the copper's edge: middles of pads and of wide tracks."""
    deep = cv2.distanceTransform((board == COPPER_IS).astype(np.uint8), cv2.DIST_L2, 5)
    ys, xs = np.nonzero((deep >= cv2.dilate(deep, np.ones((11, 11), np.uint8)) - 0.3) & (deep > room))
    order = rng.permutation(len(xs))[:400]
    return list(zip(xs[order].tolist(), ys[order].tolist()))


def _in_rows(shape: tuple[int, int], room: int, rng: np.random.Generator) -> list[tuple[int, int]]:
    h, w = shape
    dx, dy = (int(room * 2 + np.exp(rng.uniform(0, np.log(60)))) for _ in range(2))
    x0, y0 = int(rng.integers(dx)), int(rng.integers(dy))
    return [(x, y) for y in range(y0, h, dy) for x in range(x0, w, dx)]


def _apart(places: list, board: np.ndarray, rows: list, room: int, on: int) -> list[tuple[int, int]]:
    """At most 40 of the places that have room for a hole or dot and lie clear of each other and of defects."""
    h, w = board.shape
    kept: list[tuple[int, int]] = []
    for x, y in places:
        if len(kept) == 40:
            break
        if not (room <= x < w - room and room <= y < h - room):
            continue
        if any(r[1] - room < x < r[3] + room and r[2] - room < y < r[4] + room for r in rows):
            continue
        if any(abs(x - a) < 2 * room and abs(y - b) < 2 * room for a, b in kept):
            continue
        around = board[y - room : y + room + 1, x - room : x + room + 1]
        inside = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, around.shape) > 0
        if (around[inside] == on).all():
            kept.append((x, y))
    return kept


def _round(board: np.ndarray, x: int, y: int, radius: float, value: int, rng: np.random.Generator) -> None:
    """Draws a disc as camera and threshold would leave it: slightly ragged, centred between pixels."""
    angles = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    radii = radius + rng.normal(0, rng.choice([0.0, 0.3, 0.5]), 20)
    points = np.stack([x + rng.uniform(0, 1) + radii * np.cos(angles), y + rng.uniform(0, 1) + radii * np.sin(angles)], 1)
    cv2.fillPoly(board, [(points * 16).round().astype(np.int32)], value, cv2.LINE_8, 4)
