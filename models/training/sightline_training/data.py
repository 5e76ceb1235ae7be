"""Labelled pictures: reading the layouts we have, keeping them in memory at network size, choosing batches.

A label is one row `class x1 y1 x2 y2`; boxes are in input pixels after letterboxing. A picture
without rows is a good part and is used as a negative.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from . import CLASSES
from .class_names import named
from .deeppcb_set import read_deeppcb
from .letterbox import Letterbox
from .picture_file import Source, pixels
from .yolo_set import place_of, read_yolo

# OpenCV's own threads would not survive the fork into workers, and 1 a process is what we want anyway.
cv2.setNumThreads(1)


def parts_of(spec: str) -> list[tuple[str, Path]]:
    """`yolo:DIR`, `deeppcb-train:DIR`, `deeppcb-val:DIR` or `deeppcb-FAMILY:DIR`, several joined by a comma -> kinds and folders."""
    parts = []
    for one in spec.split(","):
        kind, _, folder = one.partition(":")
        comma = " A comma parts sets: no path may hold one." if "," in spec else ""
        if not (kind == "yolo" or kind.startswith("deeppcb-")):
            raise SystemExit(f"'{one}' does not say how its labels are written: give yolo:{one}, or deeppcb-train:, deeppcb-val: or "
                             f"deeppcb-FAMILY: before a folder in DeepPCB's layout.{comma}")
        if not folder or not Path(folder).is_dir():
            raise SystemExit(f"There is no folder '{folder}', which '{one}' names.{comma}")
        parts.append((kind, Path(folder)))
    return parts


def classes(*specs: str) -> tuple[str, ...]:
    """What the classes of these sets are called, in order; they must agree."""
    found = {folder: named(place_of(folder).root) if kind == "yolo" else CLASSES for spec in specs for kind, folder in parts_of(spec)}
    if len(set(found.values())) > 1:
        raise SystemExit("The classes differ: " + "; ".join(f"{folder}: {', '.join(names)}" for folder, names in found.items()) + ".")
    return next(iter(found.values()))


def read(spec: str, most_classes: int | None = None) -> list[Source]:
    """The pictures of a set, as `parts_of` reads it; refused where a label is of a class beyond so many."""
    sources: list[Source] = []
    for kind, folder in parts_of(spec):
        sources += read_yolo(folder, most_classes) if kind == "yolo" else read_deeppcb(folder, kind.removeprefix("deeppcb-"))
    if not sources:
        raise SystemExit(f"No labelled pictures in '{spec}'.")
    for source in sources if most_classes is not None else ():
        wrong = [kind for kind in source.rows[:, 0] if kind not in range(most_classes)]
        if wrong:
            raise SystemExit(f"The label of {source.path} has the class {wrong[0]:g}, and there are {most_classes}, from 0 on.")
    return sources


def read_as(spec: str, names: tuple[str, ...]) -> list[Source]:
    """The pictures of a set that is to be judged for these classes; refused where it says that its own are others."""
    if (own := classes(spec)) != names:
        raise SystemExit(f"The classes of '{spec}' are {', '.join(own)}, in this order, those asked for {', '.join(names)}.")
    return read(spec, len(names))


class Pictures:
    """All pictures of a data set in memory, RGB at network size.

    `rows` are their labels in input pixels, to train on; `truth` the same in source pixels and cut off at the edges,
    as the station judges by. `letterboxes` lead from one to the other.
    """

    def __init__(self, sources: list[Source], size: tuple[int, int], mixed_interpolation: bool, seed: int = 0):
        self.size = size
        self.images = np.empty((len(sources), size[1], size[0], 3), np.uint8)
        self.rows: list[np.ndarray] = [None] * len(sources)
        self.truth: list[np.ndarray] = [None] * len(sources)
        self.letterboxes: list[Letterbox] = [None] * len(sources)
        # A third of the training pictures is shrunk in another way than the station's, so that little depends on it.
        aliased = np.random.default_rng(seed).random(len(sources)) < (0.33 if mixed_interpolation else 0.0)

        def load(i: int) -> None:
            source = sources[i]
            picture = pixels(source.path)
            h, w = picture.shape[:2]
            box = Letterbox((w, h), size)
            self.images[i] = box.image(picture, as_station=not aliased[i])
            self.letterboxes[i], self.truth[i] = box, source.truth((w, h))
            rows = source.in_pixels((w, h))
            rows[:, 1:] = box.boxes(rows[:, 1:])
            self.rows[i] = rows.astype(np.float32)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(load, range(len(sources))))
        self.bad = np.array([i for i, r in enumerate(self.rows) if len(r)], int)
        self.good = np.array([i for i, r in enumerate(self.rows) if not len(r)], int)

    def __len__(self) -> int:
        return len(self.images)
