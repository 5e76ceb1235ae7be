#!/usr/bin/env python3
"""Chooses a bundle's limits, one per class, from saved results of the station, and writes them into bundles.

`./sightline validate --boxes F.jsonl` saves the results. Several files may be given, each with a weight: if a network was trained
on all available pictures, only its twin's results for the held-out families show how it does on unseen ones.

Minimises the number of parts judged wrong plus a price for missed defects and false calls: with many defects per part, the
strongest of them alone would lead to limits that overlook the others.
"""

import argparse
import json
import math
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sightline_training import bundle, data, evaluate, station
from sightline_training.picture_file import Source

GRID = np.round(np.arange(0.2, 0.961, 0.01), 2)


@dataclass(frozen=True)
class Answers:
    """One network's results for one set: the best score of each class on each part, and which boxes are right, by class, best first."""

    weight: float
    best: np.ndarray
    bad: np.ndarray
    scores: list[np.ndarray]
    right: list[np.ndarray]
    defects: int

    def wrong_parts(self, limits: np.ndarray) -> int:
        return int(((self.best >= limits).any(1) != self.bad).sum())

    def f1(self, limits: np.ndarray) -> float:
        called = [int((scores >= limit).sum()) for scores, limit in zip(self.scores, limits)]
        hits = sum(int(right[:n].sum()) for right, n in zip(self.right, called))
        return 2 * hits / max(1, sum(called) + self.defects)


class Judged:
    """The labelled pictures of --data, by their names in the results: paths from the folder that was judged."""

    def __init__(self, spec: str, classes: int):
        self.folders = [folder for _, folder in data.parts_of(spec)]
        self.named = defaultdict(list)
        for source in data.read(spec, classes):
            self.named[source.path.name].append(source)

    def picture(self, name: str, answers: str) -> Source:
        """The one with this path in a folder of --data; else the one whose path ends so, as a folder above or below may have been judged."""
        path = Path(name)
        there = {os.path.abspath(folder / path) for folder in self.folders}
        same = self.named.get(path.name, [])
        found = [s for s in same if os.path.abspath(s.path) in there] or [s for s in same if s.path.absolute().parts[-len(path.parts):] == path.parts]
        if not found:
            raise SystemExit(f"{answers} has an answer for {name}, which is not among the labelled pictures of --data: give the set that was judged.")
        if len(found) > 1:
            raise SystemExit(f"The answer for {name} in {answers} may refer to {found[0].path} or to {found[1].path}: give only the set that was judged as "
                             "--data, with its own --answers.")
        return found[0]


def read(spec: str, judged: Judged, families: tuple[str, ...], classes: int) -> Answers:
    """Reads `F.jsonl` or, with a weight, `F.jsonl*2`; only of `families`, if any."""
    name, _, times = spec.partition("*")
    try:
        weight = float(times or 1)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise SystemExit(f"--answers {spec}: what follows the * is how often they count, a number above 0.")
    lines = [line for line in station.saved(Path(name)) if not families or Path(line["image"]).name.startswith(families)]
    if not lines:
        raise SystemExit(f"{name} has no answer" + (f" for a picture whose name begins with {', '.join(families)}." if families else "."))
    truths = [judged.picture(line["image"], name).truth((line["width"], line["height"])) for line in lines]
    found = [evaluate.first_only(station.boxes(line)) for line in lines]
    scores, right = [], []
    for kind in range(classes):
        mine = [rows[rows[:, 0] == kind] for rows in found]
        hits = [evaluate.matched(m[:, 2:6], t[t[:, 0] == kind][:, 1:], 0.5) for m, t in zip(mine, truths)]
        order = np.argsort(-np.concatenate([m[:, 1] for m in mine]), kind="stable")
        scores.append(np.concatenate([m[:, 1] for m in mine])[order])
        right.append(np.concatenate(hits)[order])
    bad = np.array([len(t) > 0 for t in truths])
    return Answers(weight, evaluate.part_scores(found, classes), bad, scores, right, sum(map(len, truths)))


def choose(answers: list[Answers], price: float) -> np.ndarray:
    """Picks the cheapest limit class by class until none changes; on ties the middle one, for a margin on both sides."""

    def cost(limits: np.ndarray) -> float:
        return sum(a.weight * (a.wrong_parts(limits) + price * (1 - a.f1(limits))) for a in answers)

    classes = answers[0].best.shape[1]
    limits = np.full(classes, GRID[int(np.argmin([cost(np.full(classes, g)) for g in GRID]))])
    before = None
    while before is None or (limits != before).any():
        before = limits.copy()
        for kind in range(classes):
            costs = np.array([cost(np.where(np.arange(classes) == kind, g, limits)) for g in GRID])
            cheapest = np.flatnonzero(costs <= costs.min() + 1e-9)
            if cost(limits) > costs.min() + 1e-9:
                limits[kind] = GRID[cheapest[len(cheapest) // 2]]
    return limits


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--answers", required=True, nargs="+", help="F.jsonl, or F.jsonl*2 to have it count twice")
    p.add_argument("--only", action="append", default=[], help="FILE=FAMILY,...: of that file only pictures whose names begin so")
    p.add_argument("--count", nargs="+", default=[], help="F.jsonl or F.jsonl=FAMILY,...: answers by which nothing is chosen, judged by the limits chosen")
    p.add_argument("--data", required=True, help="the labels, as for train.py; may hold more pictures than the answers")
    p.add_argument("--price", type=float, default=30.0, help="parts that a fall of F1 by 1 is worth")
    p.add_argument("--bundle", type=Path, nargs="*", default=[], help="bundles to write the limits into")
    a = p.parse_args()
    classes = data.classes(a.data)
    bundles = {folder: bundle.read(folder) for folder in a.bundle}
    for folder, said in bundles.items():
        if tuple(said["classes"]) != classes:
            raise SystemExit(f"{folder} has the classes {', '.join(said['classes'])}, but the data has {', '.join(classes)}.")
    judged = Judged(a.data, len(classes))
    only = {}
    for one in a.only:
        name, _, families = one.rpartition("=")
        if not (name and families):
            raise SystemExit(f"--only {one} does not say of which file, or which pictures: give FILE=FAMILY or FILE=FAMILY,FAMILY.")
        only[name] = tuple(families.split(","))
    if unknown := only.keys() - {spec.partition("*")[0] for spec in a.answers}:
        raise SystemExit(f"--only names {', '.join(sorted(unknown))}, which is not among --answers: write both the same way.")
    answers = [read(spec, judged, only.get(spec.partition("*")[0], ()), len(classes)) for spec in a.answers]
    counted = [read(name, judged, tuple(families.split(",")) if families else (), len(classes))
               for name, _, families in (spec.partition("=") for spec in a.count)]
    limits = choose(answers, a.price)
    for spec, one in zip(a.answers + a.count, answers + counted):
        print(f"{spec}: {one.wrong_parts(limits)} of {len(one.bad)} parts judged wrong, F1 {one.f1(limits):.3f}")
    chosen = {c: float(limit) for c, limit in zip(classes, limits)}
    print(json.dumps(chosen))
    for folder, said in bundles.items():
        said |= {"confidence": min(chosen.values()), "classConfidence": chosen}
        written = folder / "bundle.json.tmp"
        written.write_text(json.dumps(said, indent=2) + "\n")
        os.replace(written, folder / "bundle.json")


if __name__ == "__main__":
    main()
