"""Reads sets in YOLO layout as the station's `validate` does: strictly, because a wrong guess here would be learnt.

A label is a line `class cx cy w h`, all but the class relative to the picture, or `class x1 y1 x2 y2 x3 y3 ..`, an outline, which is
reduced to its bounding box. In pose sets (`kpt_shape` in data.yaml), keypoints may follow the box instead. An empty label file
marks a good part; a picture without one may be either and is left out. Duplicate boxes count once.
"""

import math
import os
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import other_layouts
from .class_names import keypoints
from .notes import counted, note_of, note_of_repeated
from .picture_file import SUFFIXES, Source
from .text_file import is_text, text_named, text_of

LAYOUT = "expected DIR/images/*.jpg and DIR/labels/*.txt, or DIR/*.txt beside DIR/*.jpg"
SPLIT = re.compile(r"(train|val|valid|validation|test)\d*", re.IGNORECASE)
CLASS = re.compile(r"\d+(\.\d*)?(e[-+]?\d+)?", re.IGNORECASE)  # some tools write it as a decimal


@dataclass(frozen=True)
class Place:
    """Folders of a set: the tree under `labels` mirrors the one under `images`.

    `pictures`, the folder to read, is `images` or lies within it. If `among`, the label files lie beside the pictures.
    """

    pictures: Path
    images: Path
    among: bool

    @property
    def labels(self) -> Path:
        return self.images if self.among else self.images.parent / "labels"

    @property
    def root(self) -> Path:
        """Folder where class names are looked up: it holds `images` and `labels`, or the pictures themselves."""
        return self.images if self.among else self.images.parent

    def label_of(self, picture: Path) -> Path:
        """Where a picture's label file is or would be."""
        return text_named(self.labels / picture.relative_to(self.images).parent / picture.stem)


@dataclass(frozen=True)
class Labels:
    """Contents of a label file: rows of class, x1, y1, x2, y2, relative to the picture and without duplicates, and the locations
    of labels wholly outside the picture, of outlines and of duplicates."""

    rows: np.ndarray
    outside: list[str]
    outlines: list[str]
    repeated: list[str]


def place_of(folder: Path) -> Place:
    """Locates the pictures and labels of a set.

    `folder` holds an `images` folder, or is `images` or a folder within it, as in Ultralytics' splits; or, under any name, it
    holds pictures with their label files beside them, as written by Darknet, LabelImg and CVAT's "YOLO 1.1".
    """
    if not folder.is_dir():
        raise SystemExit(f"There is no folder {folder}.")
    images = folder / "images"
    if images.is_dir():
        parts = _splits(images)
        if parts:
            raise SystemExit(f"{images} holds several sets ({', '.join(parts)}): name one of them, such as yolo:{images / parts[0]}.")
        pictures = images
    else:
        pictures = folder.absolute()
        images = next((up for up in (pictures, *pictures.parents) if up.name == "images"), None)
        parts = [name for name in _splits(folder) if (folder / name / "images").is_dir()]
        if parts:
            raise SystemExit(f"{folder} holds several sets ({', '.join(parts)}): name one of them, such as yolo:{folder / parts[0]}.")
    beside_images = Place(pictures, images, False) if images is not None else None
    for place in filter(None, (beside_images, Place(pictures, pictures, True))):
        if any(place.label_of(path).is_file() for path in _pictures(pictures)):
            return place
    if beside_images is None:
        raise SystemExit(f"{folder} has no folder 'images': {LAYOUT}.{other_layouts.advice(_files(folder))}")
    if beside_images.labels.is_dir():
        return beside_images
    raise SystemExit(f"There is no folder 'labels' beside {images}: {LAYOUT}.{other_layouts.advice(_files(images.parent))}")


def _splits(folder: Path) -> list[str]:
    """The folders named like a part of a set, `train` or `train2017` first."""
    _, names, _ = next(os.walk(folder), ("", [], []))
    return sorted(filter(SPLIT.fullmatch, names), key=lambda name: (not name.lower().startswith("train"), name))


def read_yolo(folder: Path, most_classes: int | None = None) -> list[Source]:
    """Reads the labelled pictures of a set, including sub-folders; refused if a class is not below `most_classes`."""
    place = place_of(folder)
    pictures, among = place.pictures, place.among
    files, read = _files(pictures), _pictures(pictures)
    if not read:
        raise SystemExit(f"There is no picture in {pictures}: supported are {', '.join(SUFFIXES)}.")
    note_of([path for path in files if path.suffix.lower() not in SUFFIXES and not (among and is_text(path))], "file",
            f"left out, not in a supported format ({', '.join(SUFFIXES)})")
    points = keypoints(place.root)
    sources, without, outside, outlines, repeated, nowhere, label_of = [], [], [], [], [], [], {}
    for path in read:
        label = place.label_of(path)
        if not label.is_file():
            without.append(path)
            continue
        if (other := label_of.setdefault(label, path)) != path:
            raise SystemExit(f"The label file {label} belongs to two pictures, {other} and {path}: keep the one it was made for.")
        said = labels_of(label, most_classes, points)
        outside += said.outside
        outlines += said.outlines
        repeated += said.repeated
        if said.outside and not len(said.rows):  # labelled as defective, but nowhere on the picture: usable neither as good nor as bad
            nowhere.append(path)
        else:
            sources.append(Source(path, said.rows, True))
    if label_of and not among:
        _refuse_others_beside(folder, place, without)
    orphans = [file for file in _files(place.labels / pictures.relative_to(place.images))
               if is_text(file) and file.name.lower() != "classes.txt" and file not in label_of and not (among and _is_prose(file))]
    note_of(without, "picture", "left out, without a label file; give good parts an empty one")
    note_of(orphans, "label file", "without a picture; check whether pictures were lost")
    note_of(outlines, "label", "given as outline, replaced by the bounding box")
    note_of_repeated(repeated)
    note_of(outside, "label", "left out, wholly outside the picture")
    note_of(nowhere, "picture", "left out, with all labels outside the picture")
    return sources


def _refuse_others_beside(folder: Path, place: Place, without: list[Path]) -> None:
    """Refuses labels beside pictures that have none in the folder for them: those in one of the two places would be passed over."""
    among = Place(place.pictures, place.pictures, True)
    other = next((path for path in without if (label := among.label_of(path)).is_file() and not _is_prose(label)), None)
    if other is not None:
        raise SystemExit(f"The labels of {folder} are in two places: in {place.labels}, and beside pictures such as {other}; move all label files to one place.")


def _is_prose(file: Path) -> bool:
    """Whether a text file among the pictures is not a label file: tools also leave file lists and notes there."""
    first = text_of(file).strip().partition("\n")[0].split()
    return bool(first) and not (len(first) > 4 and CLASS.fullmatch(first[0]))


def _pictures(folder: Path) -> list[Path]:
    return [path for path in _files(folder) if path.suffix.lower() in SUFFIXES]


def _files(folder: Path) -> list[Path]:
    """All non-hidden files below a folder, sorted. Links are followed; each folder is entered once."""
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
    """Reads a label file; `points` is the number of keypoint values that may follow a box."""
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
            raise SystemExit(f"{where}: the class is {kind:g}, expected a whole number, 0 or above.")
        if most_classes is not None and kind >= most_classes:
            raise SystemExit(f"{where}: there is no class {kind:g}; the set has {most_classes} classes, numbered from 0.")
        if not (w > 0 and h > 0):
            raise SystemExit(f"{where}: the box has width {w:g} and height {h:g}; both must be above 0.")
        row = [kind, x - w / 2, y - h / 2, x + w / 2, y + h / 2]
        if min(row[1:]) < -1 or max(row[1:]) > 2:
            raise SystemExit(f"{where}: the numbers are not fractions from 0 to 1: divide pixels by the picture's width and height.")
        if row[3] <= 0 or row[4] <= 0 or row[1] >= 1 or row[2] >= 1:
            outside.append(where)
        elif row in rows:
            repeated.append(where)
        else:
            rows.append(row)
    return Labels(np.array(rows, np.float64).reshape(-1, 5), outside, outlines, repeated)


def _around(outline: list[float]) -> tuple[float, float, float, float]:
    """Centre and size of an outline's bounding box; `outline` alternates x and y."""
    (left, right), (top, bottom) = ((min(edge), max(edge)) for edge in (outline[::2], outline[1::2]))
    return (left + right) / 2, (top + bottom) / 2, right - left, bottom - top


def _numbers(line: str, where: str, points: int) -> list[float]:
    """Parses a line into the class and a box or an outline."""
    values = []
    for word in line.split():
        try:
            values.append(float(word))
        except ValueError:
            values.append(math.nan)
        if not math.isfinite(values[-1]) or "_" in word:
            advice = "; separate numbers by spaces and use a decimal point" if "," in word else ""
            raise SystemExit(f"{where}: {word[:30]!r} is not a number; expected class cx cy w h{advice}.")
    if points:
        if len(values) not in (5, 5 + points):
            raise SystemExit(f"{where} has {counted(len(values), 'number')}, expected class cx cy w h, or these and {points} of keypoints, as kpt_shape says.")
        return values[:5]
    if len(values) == 6:
        raise SystemExit(f"{where} has a sixth number, like a detector's output with its confidence: a label is class cx cy w h.")
    if len(values) < 5 or len(values) % 2 == 0:
        raise SystemExit(f"{where} has {counted(len(values), 'number')}, expected class cx cy w h, or an outline: class and two numbers per point.")
    return values
