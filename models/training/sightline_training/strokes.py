"""Strokes drawn on binary boards as defects, named by what they do to the copper, and round holes that are none."""

from dataclasses import dataclass

import cv2
import numpy as np

MARGIN = 10
OPEN, SHORT, MOUSEBITE, SPUR, COPPER, PIN_HOLE = range(6)
COPPER_IS, BARE_IS = 0, 255
ISLAND = 60  # pixels
FAR = np.arange(1, 70)  # how far, in pixels, a stroke leads across a gap or a track to either side
# Share of the strokes placed that stay, by class: what is easy to place is not what is hard to learn. Even, then, but
# for a few more opens, shorts and mouse bites, as people drew them.
KEPT = (1.0, 1.0, 0.7, 0.5, 0.3, 0.55)


def binary(grey: np.ndarray) -> np.ndarray:
    return np.where(grey > 127, np.uint8(BARE_IS), np.uint8(COPPER_IS))


@dataclass(frozen=True)
class Stroke:
    """What a brush painted (1 inside), and what whoever led it meant: the same without the gaps that a fast brush leaves.

    A row of dabs right across a track is called an open, though copper is left between them.
    """

    painted: np.ndarray
    meant: np.ndarray

    @staticmethod
    def of(painted: np.ndarray) -> "Stroke":
        return Stroke(painted, painted)


def stroke(rng: np.random.Generator) -> Stroke:
    """A dab, a blob, a line, a hatched patch or a scribble, at the left and top of its mask."""
    return scribble(rng) if rng.random() < 0.4 else Stroke.of(plain_stroke(rng))


def plain_stroke(rng: np.random.Generator) -> np.ndarray:
    """A small mask (1 inside) of a dab, a blob, a line or a hatched patch, up to 70 pixels long."""
    side = 112
    mask = np.zeros((side, side), np.uint8)
    kind, centre = rng.random(), side / 2
    if kind < 0.22:  # the round brush, set down once
        r = np.exp(rng.uniform(np.log(4), np.log(15)))
        axes = (round(16 * r), round(16 * r * rng.uniform(0.65, 1.0)))
        cv2.ellipse(mask, (round(16 * centre), round(16 * centre)), axes, rng.uniform(0, 180), 0, 360, 1, -1, cv2.LINE_8, 4)
    elif kind < 0.38:  # a blob
        r = np.exp(rng.uniform(np.log(2), np.log(15)))
        angles = np.sort(rng.uniform(0, 2 * np.pi, 9))
        radii = r * rng.uniform(0.55, 1.35, 9)
        stretch = rng.uniform(0.5, 1.0)
        points = np.stack([centre + radii * np.cos(angles), centre + stretch * radii * np.sin(angles)], 1)
        cv2.fillPoly(mask, [points.round().astype(np.int32)], 1)
    elif kind < 0.78:  # a line that bends, with a brush that may change
        length, angle = float(np.exp(rng.uniform(np.log(5), np.log(80)))), rng.uniform(0, 2 * np.pi)
        thick = int(np.exp(rng.uniform(0, np.log(14))))
        n = 6
        bend = rng.normal(0.35 * rng.normal() if rng.random() < 0.4 else 0, 0.25, n).cumsum()
        steps = length / n * np.stack([np.cos(angle + bend), np.sin(angle + bend)], 1)
        points = centre + np.concatenate([[[0, 0]], steps.cumsum(0)]) - steps.sum(0) / 2
        for a, b in zip(points[:-1], points[1:]):
            t = int(np.clip(thick + rng.integers(-1, 2), 1, 15))
            cv2.line(mask, a.round().astype(int).tolist(), b.round().astype(int).tolist(), 1, t)
    else:  # a hatched patch
        w, h = rng.uniform(8, 36, 2)
        for _ in range(rng.integers(4, 16)):
            a = centre + rng.uniform(-0.5, 0.5, 2) * (w, h)
            b = centre + rng.uniform(-0.5, 0.5, 2) * (w, h)
            cv2.line(mask, a.round().astype(int).tolist(), b.round().astype(int).tolist(), 1, int(rng.integers(1, 4)))
    if rng.random() < 0.5:
        spin = cv2.getRotationMatrix2D((centre, centre), rng.uniform(0, 360), 1)
        mask = cv2.warpAffine(mask, spin, (side, side), flags=cv2.INTER_NEAREST)
    ys, xs = np.nonzero(mask)
    return mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1] if len(ys) else mask[:3, :3] | 1


def scribble(rng: np.random.Generator) -> Stroke:
    """A thin brush led to and fro, in loops, or crosswise; half the time so fast that it leaves a row of dabs."""
    kind, angle = rng.random(), rng.uniform(0, 2 * np.pi)
    if kind < 0.35:  # to and fro, going on
        legs = int(rng.integers(3, 14))
        length, swing = np.exp(rng.uniform(np.log(6), np.log(90))), np.exp(rng.uniform(np.log(2), np.log(20)))
        along = np.linspace(0, length, legs) + rng.normal(0, 1 + length / legs / 4, legs)
        path = [np.stack([along, swing * rng.uniform(0.2, 1, legs) * np.where(np.arange(legs) % 2, 1, -1)], 1)]
    elif kind < 0.55:  # lines beside each other, or crossing
        length = np.exp(rng.uniform(np.log(8), np.log(60)))
        path = _passes(np.array([0.0, 0.0]), np.array([length, 0.0]), rng)
    else:  # wherever the hand went
        steps = int(np.exp(rng.uniform(np.log(5), np.log(36))))
        turns = rng.normal(0.25 * rng.normal(), rng.choice([0.1, 0.4, 0.9]), steps).cumsum()
        path = [(np.stack([np.cos(turns), np.sin(turns)], 1) * rng.uniform(2.5, 4.5)).cumsum(0)]
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return _brushed([points @ turn for points in path], rng)[0]


def _passes(a: np.ndarray, b: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """One to five lines from about a to about b: beside each other, joined where the brush was not lifted, or crosswise."""
    length = np.linalg.norm(b - a)
    side = np.array([a[1] - b[1], b[0] - a[0]]) / max(length, 1)
    count, apart = int(rng.integers(1, 6)), rng.uniform(1.5, 7)
    offsets = (np.arange(count) - (count - 1) / 2) * apart
    slant = rng.normal(0, 0.3 if rng.random() < 0.7 else 0.8) * min(length, 30)
    lines = []
    for k, offset in enumerate(offsets):
        ends = [a + (offset - slant / 2) * side, b + (offset + slant / 2) * side]
        if rng.random() < 0.15:
            slant = -slant
        lines.append(np.array(ends[:: -1 if k % 2 else 1]) + rng.normal(0, 1.2, (2, 2)))
    return [np.concatenate(lines)] if rng.random() < 0.5 else lines


def _brushed(path: list[np.ndarray], rng: np.random.Generator) -> tuple[Stroke, int, int]:
    """Lines of points painted with one thin brush; -> the stroke, its left and top."""
    thick = int(rng.choice([2, 3, 3, 3, 4, 5, 6]))
    low = np.floor(np.concatenate(path).min(0)).astype(int) - thick
    w, h = np.ceil(np.concatenate(path).max(0)).astype(int) + thick + 1 - low
    meant = np.zeros((h, w), np.uint8)
    for points in path:
        cv2.polylines(meant, [(points - low).round().astype(np.int32)], False, 1, thick)
    painted = meant
    if rng.random() < 0.5:
        painted = np.zeros_like(meant)
        apart = thick * rng.uniform(0.8, 2.2)
        for points in path:
            lengths = np.concatenate([[0], np.linalg.norm(np.diff(points, axis=0), axis=1).cumsum()])
            at = np.arange(0, lengths[-1] + 0.1, apart) if lengths[-1] > 0 else np.zeros(1)
            for x, y in np.stack([np.interp(at, lengths, points[:, i]) for i in (0, 1)], 1) - low:
                centre = (round(16 * (x + rng.normal(0, 0.3))), round(16 * (y + rng.normal(0, 0.3))))
                cv2.circle(painted, centre, round(8 * thick), 1, -1, cv2.LINE_8, 4)
        meant = meant | painted
    ys, xs = np.nonzero(painted)
    part = np.s_[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    return Stroke(painted[part], meant[part]), int(low[0] + xs.min()), int(low[1] + ys.min())


def crossing(board: np.ndarray, x: int, y: int, rng: np.random.Generator) -> tuple[Stroke, bool, int, int] | None:
    """A stroke through (x, y) right across what is there, gap or track; -> it, whether it adds copper, its left and top."""
    h, w = board.shape
    angle, here = rng.uniform(0, np.pi), board[y, x]
    ends = []
    for way in (angle, angle + np.pi):
        step = np.array([np.cos(way), np.sin(way)])
        cx, cy = ([[x], [y]] + FAR * step[:, None]).astype(int)
        outside = (cx < 0) | (cx >= w) | (cy < 0) | (cy >= h)
        beyond = outside | (board[cy.clip(0, h - 1), cx.clip(0, w - 1)] != here)
        first = int(beyond.argmax())
        if not beyond[first] or outside[first]:
            return None
        if rng.random() < 0.12:  # across the next one, too
            back = first + int((~beyond[first:]).argmax())
            again = back + int(beyond[back:].argmax())
            if not beyond[back] and beyond[again] and not outside[again]:
                first = again
        length = first + 1
        ends.append(np.array([x, y]) + (length + rng.uniform(1, 7)) * step)
    if rng.random() < 0.4:
        drawn, left, top = _brushed(_passes(ends[0], ends[1], rng), rng)
        return drawn, here == BARE_IS, left, top
    thick = int(np.exp(rng.uniform(np.log(2), np.log(24))))
    # A third of them goes round: what an arc cuts off a pad's corner is an open, too.
    bow = rng.uniform(0.2, 0.6) if rng.random() < 0.33 else 0.06
    middle = (ends[0] + ends[1]) / 2 + rng.normal(0, bow * np.linalg.norm(ends[0] - ends[1]) + 0.5, 2)
    t = np.linspace(0, 1, 9)[:, None]
    points = (1 - t) ** 2 * ends[0] + 2 * t * (1 - t) * middle + t**2 * ends[1]
    points = points.round().astype(np.int32)
    low = points.min(0) - thick
    mask = np.zeros(tuple((points.max(0) + thick + 1 - low)[::-1]), np.uint8)
    cv2.polylines(mask, [points - low], False, 1, thick)
    ys, xs = np.nonzero(mask)
    painted = mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    return Stroke.of(painted), here == BARE_IS, int(low[0] + xs.min()), int(low[1] + ys.min())


def _painted(copper: np.ndarray, mask: np.ndarray, y: int, x: int, added: bool) -> np.ndarray:
    """Copper (1) with a mask painted at y, x: more of it, or less."""
    local = np.zeros_like(copper)
    local[y : y + mask.shape[0], x : x + mask.shape[1]] = mask
    return (copper | local) if added else (copper & (1 - local))


def name_of(before: np.ndarray, after: np.ndarray, added: bool) -> int | None:
    """The class of a stroke, from the copper (1) of its surroundings before and after; None where it is not clear."""
    if added:
        near = cv2.dilate((after & ~before & 1), np.ones((3, 3), np.uint8)) & before
        labels = cv2.connectedComponents(before, connectivity=8)[1]
        touched = len(np.unique(labels[near > 0]))
        return COPPER if touched == 0 else SPUR if touched == 1 else SHORT
    gone = before & ~after & 1
    rim = cv2.dilate(gone, np.ones((3, 3), np.uint8)) & (1 - before)
    parts_before, parts_after = _led_on(before), _led_on(after)
    if parts_after > parts_before:
        return OPEN
    if not rim.any():
        return PIN_HOLE
    return MOUSEBITE if parts_after == parts_before else None


def _led_on(copper: np.ndarray) -> int:
    """Pieces of copper that go on beyond the window, or are large enough to be seen as cut off.

    The small islands that a scribble leaves part no conductor. Copper that only touches at corners is apart: else a
    line one pixel wide would cut nothing.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(copper, connectivity=4)
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    led = set(np.unique(rim)) | set(np.flatnonzero(stats[:, cv2.CC_STAT_AREA] >= ISLAND))
    return len(led - {0})


def draw(board: np.ndarray, rows: list, rng: np.random.Generator, wanted: int) -> None:
    """Draws up to `wanted` strokes on a binary board in place and appends their rows."""
    h, w = board.shape
    for _ in range(6 * wanted):
        if wanted == 0:
            return
        drawn = stroke(rng)
        mh, mw = drawn.painted.shape
        added = rng.random() < 0.5
        # Half the strokes are sent to an edge of copper: that is where most kinds of defect begin.
        for _ in range(6):
            cx, cy = int(rng.integers(12, w - 12)), int(rng.integers(12, h - 12))
            patch = board[cy - 6 : cy + 7, cx - 6 : cx + 7]
            if patch.min() != patch.max() or rng.random() < 0.25:
                break
        # Half of them hang on the edge by any of their points, so that most of a line leads away from it.
        ys, xs = np.nonzero(drawn.painted)
        k = int(rng.integers(len(xs)))
        x, y = (cx - mw // 2, cy - mh // 2) if rng.random() < 0.5 else (cx - int(xs[k]), cy - int(ys[k]))
        unseen = 6 if added else 4
        if rng.random() < 0.45:
            across = crossing(board, cx, cy, rng)
            if across is None:
                continue
            drawn, added, x, y = across
            mh, mw = drawn.painted.shape
            unseen = 7
        if x < 11 or y < 11 or x + mw > w - 11 or y + mh > h - 11:
            continue
        box = [x - MARGIN, y - MARGIN, x + mw + MARGIN, y + mh + MARGIN]
        if any(min(r[3], box[2]) - max(r[1], box[0]) > 8 and min(r[4], box[3]) - max(r[2], box[1]) > 8 for r in rows):
            continue
        around = 9
        window = np.s_[max(0, y - around) : y + mh + around, max(0, x - around) : x + mw + around]
        before = (board[window] == COPPER_IS).astype(np.uint8)
        oy, ox = y - max(0, y - around), x - max(0, x - around)
        after, meant = (_painted(before, mask, oy, ox, added) for mask in (drawn.painted, drawn.meant))
        changed = before != after
        if changed.sum() < 12:
            continue
        ys, xs = np.nonzero(changed)
        hidden = max(xs.min() - ox, ys.min() - oy, ox + mw - 1 - xs.max(), oy + mh - 1 - ys.max())
        if hidden > 9 and rng.random() < 0.8:
            continue  # people begin near the edge; so much of a stroke they seldom waste
        # A change a person would not see as a defect (a smear one pixel deep along an edge) is no example.
        if not cv2.erode(changed.astype(np.uint8), np.ones((2, 2), np.uint8)).any() or min(np.ptp(ys), np.ptp(xs)) + 1 < 2:
            continue
        kind = name_of(before, meant, added)
        depth = cv2.distanceTransform(np.pad((before != meant).astype(np.uint8), 1), cv2.DIST_L2, 3).max()
        if kind is None or (kind in (MOUSEBITE, SPUR) and (depth < 2 or max(np.ptp(ys), np.ptp(xs)) < 5)):
            continue
        if rng.random() >= KEPT[kind]:
            continue
        board[window] = np.where(after == 1, np.uint8(COPPER_IS), np.uint8(BARE_IS))
        # A label holds the whole stroke, also what of it changed nothing: across a gap people draw well into both sides.
        left, top = window[1].start, window[0].start
        x1, y1 = max(x, left + xs.min() - unseen), max(y, top + ys.min() - unseen)
        x2, y2 = min(x + mw - 1, left + xs.max() + unseen), min(y + mh - 1, top + ys.max() + unseen)
        rows.append([kind, x1 - MARGIN, y1 - MARGIN, x2 + MARGIN, y2 + MARGIN])
        wanted -= 1


def drill(board: np.ndarray, rows: list, rng: np.random.Generator) -> None:
    """Round holes in copper and round dots of copper, in place: a design's own, so nothing to find.

    Without them a network takes the drilled vias of a family it never saw for pin-holes. But a pin-hole may be as round:
    what tells them apart is company. So holes come several alike, in the middles of pads or in rows. Only the small ones
    deep in copper may be alone: those of one family lie too far apart to be seen together.
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
    """Places in copper that are farther from its edge than all around them: middles of pads, and of tracks that are wide."""
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
    """Those of the places with room around them for a hole or dot, away from each other and from defects; 40 at most."""
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
    """A disc as the camera and the threshold leave it: its edge a little ragged, its middle between pixels."""
    angles = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    radii = radius + rng.normal(0, rng.choice([0.0, 0.3, 0.5]), 20)
    points = np.stack([x + rng.uniform(0, 1) + radii * np.cos(angles), y + rng.uniform(0, 1) + radii * np.sin(angles)], 1)
    cv2.fillPoly(board, [(points * 16).round().astype(np.int32)], value, cv2.LINE_8, 4)
