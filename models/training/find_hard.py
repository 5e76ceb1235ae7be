#!/usr/bin/env python3
"""Finds where a network is wrong on bare boards it was trained on, for `train.py --crops … --hard F.json` to show them more often.

`./sightline validate --boxes F.jsonl` saves its answers. Wrong is a box of some confidence that no defect of its class overlaps, and a
defect that no such box does. Give only pictures that are trained on: what was kept out must not be looked at.
"""

import argparse
import collections
import json
from pathlib import Path

import numpy as np

from sightline_training import data, evaluate

SURE = 0.2

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("--answers", type=Path, required=True, help="may hold more pictures than the data")
p.add_argument("--data", required=True, help="the labels, as for train.py --train")
p.add_argument("--out", type=Path, required=True)
a = p.parse_args()
lines = [json.loads(line) for line in a.answers.read_text().splitlines()]
answers = {Path(line["image"]).parts[-2:]: line["detections"] for line in lines}
hard: dict[str, list[list[float]]] = collections.defaultdict(list)
for source in data.read(a.data):
    found = np.array([[d["class_id"], *d["box"]] for d in answers[source.path.parts[-2:]] if d["score"] >= SURE]).reshape(-1, 5)
    right = evaluate.overlaps(found[:, 1:], source.rows[:, 1:]) >= 0.5
    right &= found[:, :1] == source.rows[:, 0]
    for box in [*found[~right.any(1), 1:], *source.rows[~right.any(0), 1:]]:
        hard[source.path.name].append([round((box[0] + box[2]) / 2, 1), round((box[1] + box[3]) / 2, 1)])
a.out.write_text(json.dumps(hard))
print(f"{sum(map(len, hard.values()))} places on {len(hard)} boards")
