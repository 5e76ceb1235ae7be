"""Pictures that do not fit a network's input: padded on either axis and shrunk by a fractional factor."""

from pathlib import Path

import cv2

SIZES = ((1279, 1021), (1280, 801), (903, 1024), (1001, 1003))


def cut(source: Path, folder: Path) -> Path:
    """Makes a YOLO set from another one, with its pictures cropped at the right and bottom and the labels rescaled accordingly."""
    for name in ("images", "labels"):
        (folder / name).mkdir(parents=True)
    (folder / "classes.txt").write_text((source / "classes.txt").read_text())
    for i, path in enumerate(sorted((source / "images").iterdir())):
        picture = cv2.imread(str(path))
        (h, w), (width, height) = picture.shape[:2], SIZES[i % len(SIZES)]
        cv2.imwrite(str(folder / "images" / f"{path.stem}.png"), picture[:height, :width])
        lines = ""
        for line in (source / "labels" / f"{path.stem}.txt").read_text().splitlines():
            kind, *box = line.split()
            lines += " ".join([kind, *(repr(float(v) * scale) for v, scale in zip(box, 2 * (w / width, h / height)))]) + "\n"
        (folder / "labels" / f"{path.stem}.txt").write_text(lines)
    return folder
