"""Strokes drawn on binary boards as defects, named by what they do to the copper."""

import cv2
import numpy as np

from .brush import Stroke, brushed, passes, stroke

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
        drawn, left, top = brushed(passes(ends[0], ends[1], rng), rng)
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
