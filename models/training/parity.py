#!/usr/bin/env python3
"""The parity gate: a bundle in the station's own pipeline must give the same results as the trained network here.

The network runs in PyTorch, unfused, in float32; the bundle runs in `./sightline validate`, which reads, resizes, infers,
decodes, suppresses and counts with the station's code. Fails (exit 1) unless mAP50 and mAP50-95 differ by at most
1e-3 and every box on either side has a partner on the other.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from export import Trained, load
from sightline_training import bundle as bundles
from sightline_training import data, evaluate, network, station

MAP_TOLERANCE = 1e-3
SCORE_TOLERANCE = 1e-3
LEAST_OVERLAP = 0.99


@dataclass(frozen=True)
class Answers:
    """One side's mAP50, mAP50-95, and per picture the rows that evaluate.decode describes."""

    map50: float
    map50_95: float
    boxes: list[np.ndarray]


def of_framework(trained: Trained, pictures: data.Pictures, iou: float) -> Answers:
    found = evaluate.predict(trained.net, pictures, bf16=False, iou=iou)
    return Answers(evaluate.mean_precision(pictures.truth, found, trained.classes, (0.5,)),
                   evaluate.mean_precision(pictures.truth, found, trained.classes, evaluate.COCO_OVERLAPS), found)


def of_station(command: str, bundle: Path, classes: tuple[str, ...], sources: list[data.Source], pictures: data.Pictures, scratch: Path) -> Answers:
    """Runs the station on the same pictures, linked into a YOLO layout of their own, with the same labels."""
    (scratch / "images").mkdir()
    (scratch / "labels").mkdir()
    (scratch / "classes.txt").write_text("".join(f"{c}\n" for c in classes))
    for i, source in enumerate(sources):
        name = f"{i:06}-{source.path.stem}"
        (scratch / "images" / (name + source.path.suffix)).symlink_to(source.path.resolve())
        size = np.tile(pictures.letterboxes[i].source, 2)
        lines = ""
        for kind, *box in pictures.truth[i]:
            x1, y1, x2, y2 = (np.array(box) / size).tolist()
            lines += f"{int(kind)} {(x1 + x2) / 2!r} {(y1 + y2) / 2!r} {x2 - x1!r} {y2 - y1!r}\n"
        (scratch / "labels" / (name + ".txt")).write_text(lines)
    boxes = scratch / "boxes.jsonl"
    figures = json.loads(station.call(command, "validate", "--model", bundle.resolve(), "--data", scratch, "--engine", "cpu",
                                      "--json", "--boxes", boxes))
    lines = [json.loads(line) for line in boxes.read_text().splitlines()]
    if len(lines) != len(sources):
        raise SystemExit(f"The station judged {len(lines)} of {len(sources)} pictures.")
    found = [station.boxes(line) for line in sorted(lines, key=lambda line: line["image"])]
    return Answers(figures["map50"], figures["map50_95"], found)


def without_partner(mine: np.ndarray, theirs: np.ndarray, sure: float) -> np.ndarray:
    """Boxes of `mine` with at least the score `sure` that match none of `theirs`."""
    mine = mine[mine[:, 1] >= sure]
    if not len(mine) or not len(theirs):
        return mine
    like = ((mine[:, None, 0] == theirs[None, :, 0])
            & (np.abs(mine[:, None, 1] - theirs[None, :, 1]) <= SCORE_TOLERANCE)
            & (evaluate.overlaps(mine[:, 2:6], theirs[:, 2:6]) >= LEAST_OVERLAP))
    return mine[~like.any(1)]


def compare(ours: Answers, theirs: Answers, classes: tuple[str, ...], sources: list[data.Source], sure: float) -> list[str]:
    """-> the disagreements, as clauses for a message."""
    faults = []
    for name, here, there in (("mAP50", ours.map50, theirs.map50), ("mAP50-95", ours.map50_95, theirs.map50_95)):
        print(f"{name}: framework {here:.6f}, station {there:.6f}, difference {abs(here - there):.1e}")
        if not abs(here - there) <= MAP_TOLERANCE:
            faults.append(f"{name} differs by {abs(here - there):.1e}, more than {MAP_TOLERANCE:.0e}")
    compared = alone = 0
    for source, a, b in zip(sources, ours.boxes, theirs.boxes):
        compared += int((a[:, 1] >= sure).sum() + (b[:, 1] >= sure).sum())
        for side, rows in (("framework", without_partner(a, b, sure)), ("station", without_partner(b, a, sure))):
            alone += len(rows)
            for kind, score, *box in rows[:, :6].tolist():
                print(f"only the {side}: {source.path.name} {classes[int(kind)]} {score:.4f} {[round(v, 1) for v in box]}")
    print(f"{len(sources)} pictures, {compared} boxes of score {sure} and more compared, {alone} without a partner")
    if alone:
        faults.append(f"{alone} boxes have no partner")
    if not compared:
        faults.append(f"neither side finds a box of score {sure}: nothing was compared")
    return faults


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--bundle", type=Path, required=True, help="what export.py wrote")
    p.add_argument("--checkpoint", type=Path, required=True, help="what it wrote it from")
    p.add_argument("--network", choices=network.KINDS, default="yolov9t")
    p.add_argument("--data", required=True, help="labelled pictures, as for train.py")
    p.add_argument("--most", type=int, help="only so many of them, evenly over the set")
    p.add_argument("--sure", type=float, default=0.05, help="boxes of this score and more need a partner")
    p.add_argument("--sightline", default=station.COMMAND, help="the command that starts the station's program")
    a = p.parse_args()
    torch.set_num_threads(2)
    bundle = bundles.read(a.bundle)
    if bundle["precision"] != "fp32":
        raise SystemExit(f"{a.bundle} is {bundle['precision']}: only a float32 bundle can give the same results as its network.")
    trained = load(a.network, a.checkpoint)
    if tuple(bundle["classes"]) != trained.classes:
        raise SystemExit(f"{a.bundle} has the classes {', '.join(bundle['classes'])}, but the checkpoint has {', '.join(trained.classes)}.")
    sources = data.read_as(a.data, trained.classes)
    if a.most and a.most < len(sources):
        sources = [sources[int(i)] for i in np.linspace(0, len(sources) - 1, a.most)]
    pictures = data.Pictures(sources, (bundle["input"]["width"], bundle["input"]["height"]), mixed_interpolation=False)
    if not any(map(len, pictures.truth)):
        raise SystemExit(f"There is no labelled defect in '{a.data}', so mAP cannot be measured: give a set that has some.")
    with tempfile.TemporaryDirectory(prefix="sightline-parity-") as scratch:
        theirs = of_station(a.sightline, a.bundle, trained.classes, sources, pictures, Path(scratch))
    ours = of_framework(trained, pictures, bundle["iou"])
    faults = compare(ours, theirs, trained.classes, sources, a.sure)
    if faults:
        raise SystemExit("No parity: " + "; ".join(faults) + ".")


if __name__ == "__main__":
    main()
