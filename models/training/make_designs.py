#!/usr/bin/env python3
"""Cuts pictures of defect-free copper out of boards designed in KiCad, for `train.py --crops … --designs`.

Of each copper layer of each *.kicad_pcb below --boards, at each --scale, squares that hold something to see. The same command makes
the same pictures.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np

from sightline_training import kicad
from sightline_training.notes import counted
from sightline_training.strokes import BARE_IS, COPPER_IS, binary

SIDE = 640
STEP = 560  # pixels from one square to the next, at least
HOLES = (0.0, 0.35, 0.7, 1.0)  # shares of their diameter; a layer has one of them
ETCHED = 2.0  # pixels, sigma: etching rounds the corners that a designer drew


def squares(layer: np.ndarray) -> list[np.ndarray]:
    """Those in which there is enough copper, enough bare board, and enough of a border between them."""
    h, w = layer.shape
    layer = cv2.copyMakeBorder(layer, 0, max(0, SIDE - h), 0, max(0, SIDE - w), cv2.BORDER_CONSTANT, value=BARE_IS)
    h, w = layer.shape
    rows, columns = (np.linspace(0, side - SIDE, max(1, round(side / STEP))).astype(int) for side in (h, w))
    every = (layer[y : y + SIDE, x : x + SIDE] for y in rows for x in columns)
    return [each for each in every if 0.03 < (each == COPPER_IS).mean() < 0.97 and (each[1:] != each[:-1]).mean() > 0.004]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--boards", type=Path, required=True, help="folder of *.kicad_pcb, in folders within it, too")
    p.add_argument("--out", type=Path, required=True, help="folder for the pictures; a new or empty one")
    p.add_argument("--scale", type=float, nargs="+", default=[24.0, 48.0], help="pixels to the millimetre (DeepPCB's boards have 48)")
    a = p.parse_args()
    if not all(0 < scale < 1000 for scale in a.scale):
        raise SystemExit("--scale is in pixels to the millimetre: above 0 and below 1000.")
    files = sorted(a.boards.rglob("*.kicad_pcb"))
    if not files:
        raise SystemExit(f"There is no *.kicad_pcb in {a.boards}.")
    if a.out.exists() and (not a.out.is_dir() or any(a.out.iterdir())):
        raise SystemExit(f"{a.out} is not an empty folder: name another one.")
    a.out.mkdir(parents=True, exist_ok=True)
    rng, made = np.random.default_rng(0), 0
    for path in files:
        board, before = kicad.read(path), made
        for layer in kicad.layers(board):
            for scale in a.scale:
                try:
                    copper = kicad.drawn(board, layer, scale, float(rng.choice(HOLES)))
                except (IndexError, TypeError, ValueError) as e:
                    raise SystemExit(f"{path} is not a board as KiCad writes it: {e}.") from None
                if copper is None:
                    continue
                for number, square in enumerate(squares(binary(cv2.GaussianBlur(copper, (0, 0), ETCHED)))):
                    cv2.imwrite(str(a.out / f"{path.stem.replace(' ', '-')}-{layer}-{scale:g}-{number:04}.png"), square)
                    made += 1
        print(f"{path.name}: {counted(made - before, 'picture')}", flush=True)
    if not made:
        raise SystemExit(f"Nothing is drawn on the copper of the boards in {a.boards}.")
    print(f"{a.out}: {counted(made, 'picture')}")


if __name__ == "__main__":
    main()
