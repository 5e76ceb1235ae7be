#!/usr/bin/env python3
"""Makes a folder of links to the pictures of a data set that need more practice: all bright boards, and some others.

Dark print on white solder mask is rare (one board in thirteen) and was the only thing the first run mistook for defects.
"""

import argparse
import os
import random
from pathlib import Path

import cv2
import numpy as np

from sightline_training import data
from sightline_training.picture_file import pixels
from sightline_training.text_file import text_named


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, nargs="+", required=True, help="folders in YOLO layout")
    p.add_argument("--others", type=int, default=600, help="how many boards that are not bright")
    p.add_argument("--out", type=Path, required=True)
    a = p.parse_args()
    if a.out.exists() and (not a.out.is_dir() or any(a.out.iterdir())):
        raise SystemExit(f"--out {a.out} already exists: name a new folder, or delete it.")
    classes = data.classes(",".join(f"yolo:{folder}" for folder in a.data))
    above = os.path.commonpath([os.path.dirname(os.path.abspath(folder)) for folder in a.data])
    name_of = lambda path: "-".join(Path(os.path.relpath(path.parents[1], above)).parts) + "-" + path.stem
    bright, others = [], []
    for folder in dict.fromkeys(a.data):
        for path in sorted((folder / "images").iterdir()):
            small = pixels(path, cv2.IMREAD_REDUCED_COLOR_8)
            h, w = small.shape[:2]
            middle = small[h // 4 : 3 * h // 4, w // 4 : 3 * w // 4].reshape(-1, 3)
            (bright if np.median(middle, 0).min() > 140 else others).append(path)
    (a.out / "images").mkdir(parents=True)
    (a.out / "labels").mkdir()
    (a.out / "classes.txt").write_text("".join(f"{name}\n" for name in classes))
    random.Random(0).shuffle(others)
    for path in bright + others[: a.others]:
        name = name_of(path)
        (a.out / "images" / (name + path.suffix)).symlink_to(path.resolve())
        (a.out / "labels" / (name + ".txt")).symlink_to(text_named(path.parents[1] / "labels" / path.stem).resolve())
    print(f"{len(bright)} bright boards, {min(a.others, len(others))} others")


if __name__ == "__main__":
    main()
