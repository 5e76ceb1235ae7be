"""Labelled pictures: reads the supported layouts and keeps the pictures in memory at network size.

A label is one row `class x1 y1 x2 y2`; boxes are in input pixels after letterboxing. A picture
without rows is a good part and serves as a negative.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from . import CLASSES
from .class_names import checked, named
from .deeppcb_set import read_deeppcb
from .letterbox import Letterbox
from .picture_file import Source, pixels
from .yolo_set import place_of, read_yolo

# OpenCV's own threads would not survive the fork into workers, and one per process is what we want anyway.
cv2.setNumThreads(1)


def parts_of(spec: str) -> list[tuple[str, Path]]:
    """`yolo:DIR`, `deeppcb-train:DIR`, `deeppcb-val:DIR` or `deeppcb-FAMILY:DIR`, comma-separated -> kinds and folders."""
    parts = []
    for one in spec.split(","):
        kind, _, folder = one.partition(":")
        comma = " A comma separates sets, so no path may contain one." if "," in spec else ""
        if not (kind == "yolo" or kind.startswith("deeppcb-")):
            raise SystemExit(f"'{one}' does not name its label format: give yolo:{one}, or put deeppcb-train:, deeppcb-val: or "
                             f"deeppcb-FAMILY: before a folder in DeepPCB's layout.{comma}")
        if not folder or not Path(folder).is_dir():
            raise SystemExit(f"There is no folder '{folder}', as given by '{one}'.{comma}")
        parts.append((kind, Path(folder)))
    return parts


def classes(*specs: str, said: str | None = None) -> tuple[str, ...]:
    """Class names of these sets, in order; the sets must agree, also with the names `said`, joined by commas, which a set need not repeat."""
    given = {"--classes": checked([name.strip() for name in said.split(",")], "--classes")} if said else {}
    found = given | {folder: named(place_of(folder).root, *given.values()) if kind == "yolo" else CLASSES
                     for spec in specs for kind, folder in parts_of(spec)}
    if len(set(found.values())) > 1:
        raise SystemExit("The classes differ: " + "; ".join(f"{folder}: {', '.join(names)}" for folder, names in found.items()) + ".")
    return next(iter(found.values()))


def read(spec: str, most_classes: int | None = None) -> list[Source]:
    """The pictures of a set given as for `parts_of`; refused if a label's class is not below `most_classes`."""
    sources: list[Source] = []
    for kind, folder in parts_of(spec):
        sources += read_yolo(folder, most_classes) if kind == "yolo" else read_deeppcb(folder, kind.removeprefix("deeppcb-"))
    if not sources:
        raise SystemExit(f"No labelled pictures in '{spec}'.")
    for source in sources if most_classes is not None else ():
        wrong = [kind for kind in source.rows[:, 0] if kind not in range(most_classes)]
        if wrong:
            raise SystemExit(f"A label of {source.path} has class {wrong[0]:g}, but there are only {most_classes} classes, numbered from 0.")
    return sources


def read_as(spec: str, names: tuple[str, ...]) -> list[Source]:
    """The pictures of a set, to be evaluated for these classes; refused if the set names different ones."""
    if (own := classes(spec)) != names:
        raise SystemExit(f"The classes of '{spec}' are {', '.join(own)}, in this order; expected {', '.join(names)}.")
    return read(spec, len(names))


class Pictures:
    """All pictures of a data set in memory, RGB at network size.

    `rows` holds the labels in input pixels, for training; `truth` holds them in source pixels, clipped to the picture,
    as the station evaluates against. `letterboxes` map source pixels to input pixels.
    """

    def __init__(self, sources: list[Source], size: tuple[int, int], mixed_interpolation: bool, seed: int = 0):
        self.size = size
        self.images = np.empty((len(sources), size[1], size[0], 3), np.uint8)
        self.rows: list[np.ndarray] = [None] * len(sources)
        self.truth: list[np.ndarray] = [None] * len(sources)
        self.letterboxes: list[Letterbox] = [None] * len(sources)
        # A third of the training pictures is resized differently from the station, so that little depends on the method.
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
