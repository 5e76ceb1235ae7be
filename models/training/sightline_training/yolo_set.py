"""Sets in YOLO's layout, read as the station's `validate` reads them: strictly, because what is guessed here is learnt.

A label is a line `class cx cy w h`, all but the class relative to the picture, or `class x1 y1 x2 y2 x3 y3 ..`, an outline of
which the bounding box is taken. In a set of poses (`kpt_shape` in its data.yaml) the box is followed by its keypoints instead.
An empty file is a good part; a picture without a file is not known to be one and is left out. A box that is there twice counts once.
"""

import math
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .class_names import keypoints
from .notes import counted, note_of, note_of_repeated
from .picture_file import SUFFIXES, Source
from .text_file import text_of

LAYOUT = "expected is DIR/images/*.jpg beside DIR/labels/*.txt, or DIR/*.txt beside DIR/*.jpg"
SPLITS = ("train", "val", "valid", "validation", "test")


@dataclass(frozen=True)
class Place:
    """Where a set lies: `labels` holds the label files in the same places as `images` its pictures.

    `images` is or is above `pictures`, those that are read. `among` says that the label files lie beside the pictures.
    """

    pictures: Path
    images: Path
    among: bool

    @property
    def labels(self) -> Path:
        return self.images if self.among else self.images.parent / "labels"

    @property
    def root(self) -> Path:
        """Where the set says what its classes are called: it holds `images` and `labels`, or the pictures themselves."""
        return self.images if self.among else self.images.parent


@dataclass(frozen=True)
class Labels:
    """What a label file says: rows of class, x1, y1, x2, y2, relative to the picture, and where those stand that lie wholly outside it,
    that are outlines, and that repeat a row (which is not there twice)."""

    rows: np.ndarray
    outside: list[str]
    outlines: list[str]
    repeated: list[str]


def place_of(folder: Path) -> Place:
    """Finds the pictures and labels of a set.

    A set is the folder that holds `images`, or one that is an `images` or within it, as Ultralytics parts its sets; or one whose
    pictures have their label files beside them, as Darknet, LabelImg and CVAT's "YOLO 1.1" leave them, whatever it is called.
    """
    if not folder.is_dir():
        raise SystemExit(f"There is no folder {folder}.")
    images = folder / "images"
    if images.is_dir():
        parts = [name for name in SPLITS if (images / name).is_dir()]
        if parts:
            raise SystemExit(f"{images} holds several sets ({', '.join(parts)}): name one of them, such as yolo:{images / parts[0]}.")
        pictures = images
    else:
        pictures = folder.absolute()
        images = next((up for up in (pictures, *pictures.parents) if up.name == "images"), None)
        parts = [name for name in SPLITS if (folder / name / "images").is_dir()]
        if parts:
            raise SystemExit(f"{folder} holds several sets ({', '.join(parts)}): name one of them, such as yolo:{folder / parts[0]}.")
    if images is not None and (place := Place(pictures, images, False)).labels.is_dir():
        return place
    if any(_text_beside(path) for path in _files(pictures)):
        return Place(pictures, pictures, True)
    if images is None:
        raise SystemExit(f"{folder} has no folder images: {LAYOUT}.")
    raise SystemExit(f"There is no folder labels beside {images}: {LAYOUT}.")


def _text_beside(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.with_suffix(".txt").is_file()


def read_yolo(folder: Path, most_classes: int | None = None) -> list[Source]:
    """The labelled pictures of a set, those in folders within it, too; refused where a class is beyond so many."""
    place = place_of(folder)
    pictures, images, labels, among = place.pictures, place.images, place.labels, place.among
    files = _files(pictures)
    read = [path for path in files if path.suffix.lower() in SUFFIXES]
    if not read:
        raise SystemExit(f"There is no picture in {pictures}: read are {', '.join(SUFFIXES)}.")
    note_of([path for path in files if path not in set(read) and not (among and path.suffix == ".txt")], "file", f"left out, not of a kind that is read ({', '.join(SUFFIXES)})")
    points = keypoints(place.root)
    sources, without, outside, outlines, repeated, nowhere, label_of = [], [], [], [], [], [], {}
    for path in read:
        label = labels / path.relative_to(images).parent / (path.stem + ".txt")
        if not label.is_file():
            without.append(path)
            continue
        if (other := label_of.setdefault(label, path)) != path:
            raise SystemExit(f"The label file {label} is of two pictures, {other} and {path}: keep the one that it was made for.")
        said = labels_of(label, most_classes, points)
        outside += said.outside
        outlines += said.outlines
        repeated += said.repeated
        if said.outside and not len(said.rows):  # labelled as bad, but where is not on the picture: neither a good nor a bad part
            nowhere.append(path)
        else:
            sources.append(Source(path, said.rows, True))
    orphans = [file for file in _files(labels / pictures.relative_to(images))
               if file.suffix == ".txt" and file.name != "classes.txt" and file not in label_of and not (among and _is_prose(file))]
    note_of(without, "picture", "left out, without a label file; give a good part an empty one")
    note_of(orphans, "label file", "without a picture; look whether pictures were lost")
    note_of(outlines, "label", "taken for the bounding box of an outline")
    note_of_repeated(repeated)
    note_of(outside, "label", "left out, wholly outside the picture")
    note_of(nowhere, "picture", "left out, with labels outside the picture only")
    return sources


def _is_prose(file: Path) -> bool:
    """Whether a text among pictures is no label file: tools leave lists of them there, too, and what they have to say."""
    first = text_of(file).strip().partition("\n")[0].split()
    return bool(first) and not (len(first) > 4 and first[0].isdecimal())


def _files(folder: Path) -> list[Path]:
    """All files below a folder, in order, but what is hidden. Links are followed, each folder is entered once."""
    found, entered = [], {os.path.realpath(folder)}

    def fresh(path: str) -> bool:
        real, before = os.path.realpath(path), len(entered)
        entered.add(real)
        return len(entered) > before

    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in sorted(folders) if not name.startswith(".") and fresh(os.path.join(place, name))]
        found += [Path(place) / name for name in names if not name.startswith(".")]
    return sorted(found)


def labels_of(label: Path, most_classes: int | None, points: int = 0) -> Labels:
    """`points` are the numbers that may follow a box, as keypoints of a pose."""
    rows, outside, outlines, repeated = [], [], [], []
    for number, line in enumerate(text_of(label).splitlines(), 1):
        if not line.strip():
            continue
        where = f"{label}, line {number}"
        kind, *place = _numbers(line, where, points)
        if len(place) > 4:
            outlines.append(where)
        x, y, w, h = place if len(place) == 4 else _around(place)
        if kind != int(kind) or kind < 0:
            raise SystemExit(f"{where}: the class is {kind:g}, expected is a whole number from 0 on.")
        if most_classes is not None and kind >= most_classes:
            raise SystemExit(f"{where}: there is no class {kind:g}, the set names {most_classes}, from 0 on.")
        if not (w > 0 and h > 0):
            raise SystemExit(f"{where}: the box has the width {w:g} and the height {h:g}, both must be above 0.")
        row = [kind, x - w / 2, y - h / 2, x + w / 2, y + h / 2]
        if min(row[1:]) < -1 or max(row[1:]) > 2:
            raise SystemExit(f"{where}: the numbers are no fractions of the picture from 0 to 1: divide pixels by its width and height.")
        if row[3] <= 0 or row[4] <= 0 or row[1] >= 1 or row[2] >= 1:
            outside.append(where)
        elif row in rows:
            repeated.append(where)
        else:
            rows.append(row)
    return Labels(np.array(rows, np.float64).reshape(-1, 5), outside, outlines, repeated)


def _around(outline: list[float]) -> tuple[float, float, float, float]:
    """The middle and the size of an outline's bounding box; x and y take turns."""
    (left, right), (top, bottom) = ((min(edge), max(edge)) for edge in (outline[::2], outline[1::2]))
    return (left + right) / 2, (top + bottom) / 2, right - left, bottom - top


def _numbers(line: str, where: str, points: int) -> list[float]:
    """The class and its box, or its outline."""
    values = []
    for word in line.split():
        try:
            values.append(float(word))
        except ValueError:
            values.append(math.nan)
        if not math.isfinite(values[-1]) or "_" in word:
            advice = ": separate by spaces, with a point before decimals" if "," in word else ""
            raise SystemExit(f"{where}: {word[:30]!r} is not a number, expected is class cx cy w h{advice}.")
    if points:
        if len(values) not in (5, 5 + points):
            raise SystemExit(f"{where} has {counted(len(values), 'number')}, expected is class cx cy w h and {points} of keypoints, as kpt_shape says.")
        return values[:5]
    if len(values) == 6:
        raise SystemExit(f"{where} has a sixth number, as a detector's answer has its confidence: a label is class cx cy w h.")
    if len(values) < 5 or len(values) % 2 == 0:
        raise SystemExit(f"{where} has {counted(len(values), 'number')}, expected is class cx cy w h, or an outline: class and two numbers a point.")
    return values
