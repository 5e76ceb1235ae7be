"""Reads DeepPCB: boards with labelled defects, each with its defect-free template, which is a good part.

Either in three folders, `images/X.jpg`, `templates/X.jpg` and `annotations/X.txt`, or as its authors publish it: `group20085/20085/X_test.jpg`
and `X_temp.jpg`, with `group20085/20085_not/X.txt`; if there is a `trainval.txt`, only the pairs it lists are read.
A label is a line `x1 y1 x2 y2 class` in pixels, separated by spaces or commas, with classes from 1; duplicates count once.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from . import CLASSES
from .notes import counted, note, note_of_repeated
from .picture_file import SUFFIXES, Source
from .text_file import is_text, text_of

# Whole board families, never single pictures: pictures of the same board are near-copies.
# 44000 (dense fine routing with drilled pads) and 92000 (wide parallel tracks) look least like the
# other five and leave 839 of the 1,000 pairs for training.
HELD_OUT = ("44000", "92000")


def read_deeppcb(folder: Path, part: str) -> list[Source]:
    """Boards and their templates of the held-out families (`val`), of all others (`train`), or of one family."""
    sources, repeated = [], []
    for board, label in boards(folder):
        family = _family(label)
        wanted = {"val": family in HELD_OUT, "train": family not in HELD_OUT}
        if wanted.get(part, family == part):
            sources.append(Source(board, _rows(label, repeated), False))
            sources.append(Source(template_of(board), np.zeros((0, 5)), False))
    note_of_repeated(repeated)
    return sources


def boards(folder: Path, families: Sequence[str] = ()) -> list[tuple[Path, Path]]:
    """Pairs of board and label file, ordered by label file; only of `families`, if given."""
    published = sorted(filter(is_text, folder.rglob("*_not/*")))
    if published:
        pairs = [(_picture(label.parents[1] / label.parent.name.removesuffix("_not") / f"{label.stem}_test"), label)
                 for label in _listed(folder, published)]
    else:
        pairs = [(_picture(folder / "images" / label.stem), label) for label in sorted(filter(is_text, (folder / "annotations").glob("*")))]
    return [(board, label) for board, label in pairs if not families or _family(label) in families]


def _family(label: Path) -> str:
    return label.name[:5]


def template_of(board: Path) -> Path:
    """Path of a board's defect-free template, which need not exist."""
    if board.stem.endswith("_test"):
        return _picture(board.with_name(f"{board.stem.removesuffix('_test')}_temp"))
    return _picture(board.parents[1] / "templates" / board.stem)


def _picture(stem: Path) -> Path:
    """The existing picture with this stem; if there is none, the path of the JPEG file that the authors publish."""
    files = [stem.with_name(stem.name + suffix) for suffix in SUFFIXES]
    return next((file for file in files if file.is_file()), files[0])


def _listed(folder: Path, labels: list[Path]) -> list[Path]:
    lists = sorted(folder.rglob("trainval.txt"))
    if not lists:
        return labels
    names = {Path(line.split()[0]).stem for file in lists for line in text_of(file).splitlines() if line.strip()}
    kept = [label for label in labels if label.stem in names]
    if not kept:
        raise SystemExit(f"{lists[0]} lists none of the boards in {folder}: expected a line such as group20085/20085/20085291.jpg "
                         "group20085/20085_not/20085291.txt for each.")
    if len(kept) < len(labels):
        note(f"{counted(len(labels) - len(kept), 'board')} left out, not listed in {lists[0]}.")
    return kept


def _rows(label: Path, repeated: list[str]) -> np.ndarray:
    """Rows of class (from 0), x1, y1, x2, y2 in pixels; the locations of duplicates are appended to `repeated`."""
    rows = []
    for number, line in enumerate(text_of(label).splitlines(), 1):
        words = line.replace(",", " ").split()
        if not words:
            continue
        try:
            x1, y1, x2, y2, kind = map(float, words)
        except ValueError:
            x1 = y1 = x2 = y2 = kind = math.nan
        if not (x1 < x2 and y1 < y2 and kind in range(1, len(CLASSES) + 1) and all(map(math.isfinite, (x1, y1, x2, y2)))):
            raise SystemExit(f"{label}, line {number}, is not a label: expected x1 y1 x2 y2 class, a box in pixels and a class from 1 to {len(CLASSES)}.")
        row = [kind - 1, x1, y1, x2, y2]
        if row in rows:
            repeated.append(f"{label}, line {number}")
        else:
            rows.append(row)
    return np.array(rows, np.float64).reshape(-1, 5)
