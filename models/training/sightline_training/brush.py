"""Brush strokes: the shapes of hand-drawn defects, before they are placed on a board."""

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass(frozen=True)
class Stroke:
    """What a brush painted (1 inside), and what was meant: the same shape without the gaps that a fast brush leaves.

    A row of dabs right across a track is labelled an open, even if copper remains between them.
    """

    painted: np.ndarray
    meant: np.ndarray

    @staticmethod
    def of(painted: np.ndarray) -> "Stroke":
        return Stroke(painted, painted)


def stroke(rng: np.random.Generator) -> Stroke:
    """Draws a dab, a blob, a line, a hatched patch or a scribble, cropped to its bounding box."""
    return scribble(rng) if rng.random() < 0.3 else Stroke.of(plain_stroke(rng))


def plain_stroke(rng: np.random.Generator) -> np.ndarray:
    """Draws a dab, a blob, a line or a hatched patch as a small mask (1 inside), up to 70 pixels long."""
    side = 112
    mask = np.zeros((side, side), np.uint8)
    kind, centre = rng.random(), side / 2
    if kind < 0.34:  # a single dab of the round brush
        r = np.exp(rng.uniform(np.log(4), np.log(18)))
        axes = (round(16 * r), round(16 * r * rng.uniform(0.65, 1.0)))
        cv2.ellipse(mask, (round(16 * centre), round(16 * centre)), axes, rng.uniform(0, 180), 0, 360, 1, -1, cv2.LINE_8, 4)
    elif kind < 0.47:  # a blob
        r = np.exp(rng.uniform(np.log(2), np.log(15)))
        angles = np.sort(rng.uniform(0, 2 * np.pi, 9))
        radii = r * rng.uniform(0.55, 1.35, 9)
        stretch = rng.uniform(0.5, 1.0)
        points = np.stack([centre + radii * np.cos(angles), centre + stretch * radii * np.sin(angles)], 1)
        cv2.fillPoly(mask, [points.round().astype(np.int32)], 1)
    elif kind < 0.8:  # a bending line of varying thickness
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
    """Draws with a thin brush back and forth, in loops or crosswise; half the time so fast that it leaves a row of dabs."""
    kind, angle = rng.random(), rng.uniform(0, 2 * np.pi)
    if kind < 0.35:  # a zigzag that advances
        legs = int(rng.integers(3, 14))
        length, swing = np.exp(rng.uniform(np.log(6), np.log(90))), np.exp(rng.uniform(np.log(2), np.log(20)))
        along = np.linspace(0, length, legs) + rng.normal(0, 1 + length / legs / 4, legs)
        path = [np.stack([along, swing * rng.uniform(0.2, 1, legs) * np.where(np.arange(legs) % 2, 1, -1)], 1)]
    elif kind < 0.55:  # parallel or crossing lines
        length = np.exp(rng.uniform(np.log(8), np.log(60)))
        path = passes(np.array([0.0, 0.0]), np.array([length, 0.0]), rng)
    else:  # a random walk
        steps = int(np.exp(rng.uniform(np.log(5), np.log(36))))
        turns = rng.normal(0.25 * rng.normal(), rng.choice([0.1, 0.4, 0.9]), steps).cumsum()
        path = [(np.stack([np.cos(turns), np.sin(turns)], 1) * rng.uniform(2.5, 4.5)).cumsum(0)]
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return brushed([points @ turn for points in path], rng)[0]


def passes(a: np.ndarray, b: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """One to five lines from about a to about b, parallel or crosswise, joined into one if the brush was not lifted."""
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


def brushed(path: list[np.ndarray], rng: np.random.Generator) -> tuple[Stroke, int, int]:
    """Paints polylines with one thin brush; -> the stroke, its left and top."""
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
