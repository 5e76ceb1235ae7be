"""Crops of DeepPCB's boards for training, with more defects than were ever labelled.

DeepPCB's defects are brush strokes drawn over aligned pairs of a board and its defect-free template, and a label is the
stroke's bounding box with a margin of ten pixels. So truth is cheap: any labelled defect can be undone (its box holds
the template's pixels), and new strokes can be drawn on any board (strokes.py), real or warped into one that never was.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from .holes import drill
from .strokes import MARGIN, binary, draw


@dataclass(frozen=True)
class Board:
    """A board's picture and template, 0 where copper is and 255 elsewhere; rows of class, x1, y1, x2, y2.

    Pure black and white: DeepPCB's boards are JPEG files of quality 75, its templates of 95, and the marks of the file would
    tell good from bad, and which places of a crop were touched.
    """

    picture: np.ndarray
    template: np.ndarray
    rows: np.ndarray


def warped(template: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """A board that never was: a template turned, stretched, its copper grown or eaten, its edges roughened."""
    h, w = template.shape
    angle = rng.uniform(-180, 180) if rng.random() < 0.3 else rng.uniform(-4, 4)
    scale = np.exp(rng.uniform(np.log(0.7), np.log(2.2)))
    turn = cv2.getRotationMatrix2D((rng.uniform(0.25, 0.75) * w, rng.uniform(0.25, 0.75) * h), angle, scale)
    turn[:, :2] *= np.exp(rng.uniform(-0.1, 0.1, (2, 1)))
    middle = turn @ np.array([w / 2, h / 2, 1])
    turn[:, 2] += size / 2 - middle + rng.uniform(-0.35, 0.35, 2) * max(0, w * scale - size)
    grey = cv2.warpAffine(template, turn, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    grow = rng.integers(-2, 3) if rng.random() < 0.4 else 0
    if grow:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (abs(grow) + 1,) * 2)
        grey = cv2.erode(grey, kernel) if grow > 0 else cv2.dilate(grey, kernel)
    if rng.random() < 0.5:
        rough = rng.normal(0, rng.uniform(5, 60), (size // 2, size // 2)).astype(np.float32)
        grey = cv2.GaussianBlur(grey, (5, 5), 1).astype(np.float32) + cv2.resize(rough, (size, size))
    return binary(grey)


def look(board: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What a camera and a file make of it: now and then blur, contrast, noise, the marks of JPEG."""
    if rng.random() < 0.6:
        return board
    image = board
    if rng.random() < 0.5:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.4))
    if rng.random() < 0.6:
        dark, bright = rng.uniform(0, 70), rng.uniform(150, 255)
        image = (image.astype(np.float32) * (bright - dark) / 255 + dark).astype(np.uint8)
    if rng.random() < 0.5:
        image = cv2.add(image, rng.normal(0, rng.uniform(2, 14), image.shape).astype(np.int16), dtype=cv2.CV_8U)
    if rng.random() < 0.4:
        image = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))])[1], 0)
    return image


class Crops:
    """Batches by number, as `Batches`: batch n of a seed is always the same."""

    def __init__(self, boards: list[Board], batch: int, seed: int, size: int = 320, warped: float = 0.5, drawn: float = 1.0,
                 designs: Sequence[np.ndarray] = (), designed: float = 0.0):
        """`warped`: share of crops that are boards that never were; `drawn`: share on which strokes may be drawn; `designed`: share
        made of `designs`, pictures of defect-free boards, which are warped in the same way."""
        self.boards, self.batch, self.seed, self.size, self.warped, self.drawn, self.clean = boards, batch, seed, size, warped, drawn, 0.2
        self.designs, self.designed = designs, designed if designs else 0.0
        self.pixels = torch.empty(batch, size, size, 3)

    def make(self, number: int, worker: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
        rng = np.random.default_rng([self.seed, number, worker])
        crops = [self.crop(rng) for _ in range(self.batch)]
        # One memory for all batches, written in the order it lies in: a new one each time costs more than all that is drawn.
        self.pixels.copy_(torch.from_numpy(np.stack([image for image, _ in crops]))[..., None]).mul_(1 / 255.0)
        x = self.pixels.permute(0, 3, 1, 2)
        y = torch.zeros(self.batch, max(1, max(len(rows) for _, rows in crops)), 5)
        for k, (_, rows) in enumerate(crops):
            if len(rows):
                y[k, : len(rows)] = torch.from_numpy(rows / np.array([1] + 4 * [self.size], np.float32))
        return x, y

    def crop(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        board = self.boards[int(rng.integers(len(self.boards)))]
        clean = rng.random() < self.clean
        way = rng.random()
        if way >= self.warped + self.designed:
            image, rows = self.known(board, rng, clean)
            strokes = int(rng.integers(0, 6)) if rng.random() < 0.7 else 0
        else:
            design = board.template if way < self.warped else self.designs[int(rng.integers(len(self.designs)))]
            image, rows = warped(design, self.size, rng), []
            if rng.random() < 0.6:
                drill(image, rows, rng)
            strokes = int(rng.integers(0, 8))
        if not clean and rng.random() < self.drawn:
            draw(image, rows, rng, strokes)
        image = look(image, rng)
        rows = np.array(rows, np.float32).reshape(-1, 5)
        return self.laid(image, rows, rng)

    def known(self, board: Board, rng: np.random.Generator, clean: bool) -> tuple[np.ndarray, list]:
        """A window of a real board as it is, nothing drilled: whether a hole or an arc belongs to a design is known by the design."""
        zoom = np.exp(rng.uniform(np.log(0.8), np.log(2.0))) if rng.random() < 0.15 else 1.0
        image, rows = self.real_crop(board, rng, clean, min(board.picture.shape[0], round(self.size / zoom)))
        if len(image) != self.size:
            return self.zoomed(image, rows)
        return image, rows

    def zoomed(self, image: np.ndarray, rows: list) -> tuple[np.ndarray, list]:
        """A window enlarged or shrunk to the size of all; the margin around a defect stays ten pixels."""
        zoom = self.size / len(image)
        image = binary(cv2.resize(image, (self.size, self.size), interpolation=cv2.INTER_LINEAR if zoom > 1 else cv2.INTER_AREA))
        # From a stroke's first pixel to behind its last, and back.
        margin = np.array([MARGIN, MARGIN, 1 - MARGIN, 1 - MARGIN])
        inner = [(row[0], (np.array(row[1:]) + margin) * zoom - margin) for row in rows]
        return image, [[kind, *np.clip(box, 0, self.size)] for kind, box in inner]

    def real_crop(self, board: Board, rng: np.random.Generator, clean: bool, size: int) -> tuple[np.ndarray, list]:
        """A window of `size` pixels of a real board; some of its defects undone, and those that the window cuts."""
        h, w = board.picture.shape
        x, y = int(rng.integers(0, w - size + 1)), int(rng.integers(0, h - size + 1))
        if not clean and len(board.rows) and rng.random() < 0.7:  # around one of its defects
            _, x1, y1, x2, y2 = board.rows[int(rng.integers(len(board.rows)))]
            x = int(np.clip((x1 + x2) / 2 - rng.uniform(0.1, 0.9) * size, 0, w - size))
            y = int(np.clip((y1 + y2) / 2 - rng.uniform(0.1, 0.9) * size, 0, h - size))
        image, undone = board.picture.copy(), board.template
        if clean and rng.random() < 0.7:
            return undone[y : y + size, x : x + size].copy(), []
        rows, keeps = [], []
        for row in board.rows:
            _, x1, y1, x2, y2 = row
            inside = max(0, min(x2, x + size) - max(x1, x)) * max(0, min(y2, y + size) - max(y1, y))
            whole = inside >= 0.75 * (x2 - x1) * (y2 - y1)
            if whole and not clean and rng.random() < 0.85:
                keeps.append(row)
            elif inside > 0:
                image[int(y1) : int(y2), int(x1) : int(x2)] = undone[int(y1) : int(y2), int(x1) : int(x2)]
        for row in keeps:  # what was undone may overlap what stays
            _, x1, y1, x2, y2 = row.astype(int)
            image[y1:y2, x1:x2] = board.picture[y1:y2, x1:x2]
            rows.append([row[0], *np.clip(row[1:] - (x, y, x, y), 0, size)])
        return image[y : y + size, x : x + size].copy(), rows

    def laid(self, image: np.ndarray, rows: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """One of eight ways to lay it down. A label ends ten pixels after a stroke's last pixel, not after its edge: the
        mirror of column x is size - 1 - x, or mirrored boxes would be a pixel off."""
        last = self.size - 1
        if rng.random() < 0.5:
            image, rows = image.T, rows[:, [0, 2, 1, 4, 3]]
        if rng.random() < 0.5:
            image, rows = image[:, ::-1], np.concatenate([rows[:, :1], last - rows[:, 3:4], rows[:, 2:3], last - rows[:, 1:2], rows[:, 4:]], 1)
        if rng.random() < 0.5:
            image, rows = image[::-1], np.concatenate([rows[:, :2], last - rows[:, 4:5], rows[:, 3:4], last - rows[:, 2:3]], 1)
        rows[:, 1:] = rows[:, 1:].clip(0, self.size)
        return np.ascontiguousarray(image), rows
