#!/usr/bin/env python3
"""Cuts pictures of defect-free copper out of circuit boards that other people designed, for `train.py --crops … --designs`.

Of each copper layer of each *.kicad_pcb below --boards, and of each layer below --pictures, which another program drew black on
white: at each --scale, squares that hold something to see. The same command makes the same pictures.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from sightline_training import kicad
from sightline_training.notes import counted
from sightline_training.picture_file import SUFFIXES, pixels
from sightline_training.strokes import BARE_IS, COPPER_IS, binary

SIDE = 640
STEP = 560  # pixels from one square to the next, at least
HOLES = (0.0, 0.35, 0.7, 1.0)  # shares of their diameter; a layer of KiCad's has one of them
ETCHED = 2.0  # pixels, sigma: etching rounds the corners that a designer drew


def squares(layer: np.ndarray) -> list[np.ndarray]:
    """Those in which there is enough copper, enough bare board, and enough of a border between them."""
    h, w = layer.shape
    layer = cv2.copyMakeBorder(layer, 0, max(0, SIDE - h), 0, max(0, SIDE - w), cv2.BORDER_CONSTANT, value=BARE_IS)
    h, w = layer.shape
    rows, columns = (np.linspace(0, side - SIDE, max(1, round(side / STEP))).astype(int) for side in (h, w))
    every = (layer[y : y + SIDE, x : x + SIDE] for y in rows for x in columns)
    return [each for each in every if 0.03 < (each == COPPER_IS).mean() < 0.97 and (each[1:] != each[:-1]).mean() > 0.004]


def designed(path: Path, scales: list[float], rng: np.random.Generator) -> Iterator[np.ndarray]:
    """The layers of a board of KiCad."""
    board = kicad.read(path)
    for layer in kicad.layers(board):
        for scale in scales:
            try:
                copper = kicad.drawn(board, layer, scale, float(rng.choice(HOLES)))
            except (IndexError, TypeError, ValueError) as e:
                raise SystemExit(f"{path} is not a board as KiCad writes it: {e}.") from None
            if copper is not None:
                yield copper


def pictured(path: Path, scales: list[float], own: float) -> Iterator[np.ndarray]:
    """A layer that another program drew, at a scale of its `own`."""
    layer = pixels(path, cv2.IMREAD_GRAYSCALE)
    for scale in scales:
        size = [max(1, round(side * scale / own)) for side in layer.shape[::-1]]
        kicad.refuse_large(*size)
        yield cv2.resize(layer, size, interpolation=cv2.INTER_AREA if scale < own else cv2.INTER_LINEAR)


def found(folder: Path | None, suffixes: tuple[str, ...], what: str) -> list[Path]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in suffixes) if folder else []
    if folder and not files:
        raise SystemExit(f"There is no {what} in {folder}.")
    return files


def write(path: Path, square: np.ndarray) -> None:
    if not cv2.imwrite(str(path), square):
        raise SystemExit(f"{path} cannot be written: is there room for it?")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--boards", type=Path, help="folder of *.kicad_pcb, in folders within it, too")
    p.add_argument("--pictures", type=Path, help="folder of pictures of copper layers, in folders within it, too")
    p.add_argument("--out", type=Path, required=True, help="folder for the pictures; a new or empty one")
    p.add_argument("--scale", type=float, nargs="+", default=[24.0, 48.0], help="pixels to the millimetre (DeepPCB's boards have 48)")
    p.add_argument("--picture-scale", type=float, default=48.0, help="pixels to the millimetre of --pictures")
    a = p.parse_args()
    for name, scales in (("--scale", a.scale), ("--picture-scale", [a.picture_scale])):
        if not all(0 < scale < 1000 for scale in scales):
            raise SystemExit(f"{name} is in pixels to the millimetre: above 0 and below 1000.")
    if not a.boards and not a.pictures:
        raise SystemExit("Give --boards, --pictures or both: there is nothing to draw.")
    boards, pictures = found(a.boards, (".kicad_pcb",), "*.kicad_pcb"), found(a.pictures, SUFFIXES, "picture")
    if a.out.exists() and (not a.out.is_dir() or any(a.out.iterdir())):
        raise SystemExit(f"{a.out} is not an empty folder: name another one.")
    a.out.mkdir(parents=True, exist_ok=True)
    rng, made = np.random.default_rng(0), 0
    for path in boards + pictures:
        before = made
        for copper in designed(path, a.scale, rng) if path in boards else pictured(path, a.scale, a.picture_scale):
            for square in squares(binary(cv2.GaussianBlur(copper, (0, 0), ETCHED))):
                write(a.out / f"{made:06}-{path.stem.replace(' ', '-')}.png", square)
                made += 1
        print(f"{path.name}: {counted(made - before, 'picture')}", flush=True)
    if not made:
        raise SystemExit(f"Nothing is drawn on the copper of the boards in {' and '.join(str(each) for each in (a.boards, a.pictures) if each)}.")
    print(f"{a.out}: {counted(made, 'picture')}")


if __name__ == "__main__":
    main()
