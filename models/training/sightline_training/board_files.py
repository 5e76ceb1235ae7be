"""The real boards that crops are made of, from their files."""

import cv2
import numpy as np

from .bare_boards import Board
from .deeppcb_set import template_of
from .picture_file import Source, pixels
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
