"""The boards and designs that crops are made of, from their files."""

from pathlib import Path

import cv2
import numpy as np

from .bare_boards import Board
from .deeppcb_set import template_of
from .picture_file import SUFFIXES, Source, pixels
from .strokes import binary


def read(sources: list[Source]) -> list[Board]:
    """The boards of those sources that have defects, with their templates."""
    boards = []
    for source in sources:
        if len(source.rows):
            template = template_of(source.path)
            if not template.is_file():
                raise SystemExit(f"There is no {template}: crops are of boards in DeepPCB's layout, each with its template.")
            picture, undone = (binary(pixels(path, cv2.IMREAD_GRAYSCALE)) for path in (source.path, template))
            boards.append(Board(picture, undone, source.rows.astype(np.float32)))
    return boards


def design_files(folder: Path) -> list[Source]:
    """The pictures of defect-free boards in a folder; they have no labels."""
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES)
    if not files:
        raise SystemExit(f"There are no pictures in {folder}: --designs names a folder of them, such as make_designs.py makes.")
    return [Source(path, np.zeros((0, 5)), False) for path in files]


def designs(sources: list[Source], least: int) -> list[np.ndarray]:
    """Those pictures, 0 where copper is and 255 elsewhere. Refused where a side is below `least`."""
    read = []
    for source in sources:
        board = binary(pixels(source.path, cv2.IMREAD_GRAYSCALE))
        if min(board.shape) < least:
            raise SystemExit(f"{source.path} is {board.shape[1]}x{board.shape[0]}: crops of {least} pixels need larger pictures.")
        read.append(board)
    return read
