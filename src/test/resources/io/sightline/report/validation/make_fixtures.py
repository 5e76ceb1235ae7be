#!/usr/bin/env python3
"""Makes the recorded sets that the tests of io.sightline.report.validation compare with.

    pip install pycocotools numpy scipy && python make_fixtures.py

boxes.json: random true and found boxes, and what pycocotools' COCOeval says of them (bbox, all
areas, maxDets 100): on all pictures, and on those of bad parts only. In it are tied confidences,
a class without truth, a class that is never found, good parts, crowd regions (`crowds`, iscrowd 1:
beside true boxes, over some, alone on a picture), and a picture with more than 100 boxes of one class. "deep_pcb" is this file's plain reading of DeepPCB's protocol: pictures with true
boxes, overlap above 0.33, average precision as in the ICDAR 2015 script, the best F by trying every
confidence. intervals.csv: count, of, low, high of Clopper and Pearson by SciPy's binomtest.
"""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from scipy.stats import binomtest

HERE = Path(__file__).parent
CLASSES = ["open", "short", "mousebite", "spur", "never found", "never true"]
IMAGES = 48


def make(rng):
    truth, found = [], []
    for image in range(IMAGES):
        good = image % 4 == 3
        for _ in range(0 if good else rng.integers(1, 8)):
            c = int(rng.integers(0, 5))
            w, h = rng.uniform(12, 60, 2)
            x, y = rng.uniform(0, 640 - w), rng.uniform(0, 640 - h)
            truth.append([image, c, *(round(float(v), 2) for v in (x, y, w, h))])
            if c != 4 and rng.random() < 0.85:
                for _ in range(rng.integers(1, 3)):
                    jitter = rng.normal(0, rng.choice([0.02, 0.06, 0.12]), 4) * [w, h, w, h]
                    called = c if rng.random() < 0.93 else int(rng.integers(0, 4))
                    score = round(float(rng.beta(4, 2)), 2)
                    found.append([image, called, score, *(round(float(v), 2) for v in np.array([x, y, w, h]) + jitter)])
        for _ in range(rng.integers(0, 5)):
            w, h = rng.uniform(12, 60, 2)
            box = (rng.uniform(0, 580), rng.uniform(0, 580), w, h)
            found.append([image, int(rng.choice([0, 1, 2, 3, 5])), round(float(rng.beta(1.5, 4)) + 0.01, 2), *(round(float(v), 2) for v in box)])
    for _ in range(130):  # more than maxDets of one class in one picture
        found.append([0, 1, round(float(rng.uniform(0.01, 0.9)), 2), *(round(float(v), 2) for v in (*rng.uniform(0, 580, 2), *rng.uniform(12, 60, 2)))])
    return truth, found


def crowded(rng):
    """Regions of many defects, and boxes found within and about them."""
    crowds, found = [], []
    for image in range(0, IMAGES, 3):
        c, w, h = int(rng.integers(0, 4)), *rng.uniform(120, 300, 2)
        x, y = rng.uniform(0, 640 - w), rng.uniform(0, 640 - h)
        crowds.append([image, c, *(round(float(v), 2) for v in (x, y, w, h))])
        for _ in range(rng.integers(0, 9)):
            own = rng.uniform(12, 60, 2)
            at = rng.uniform(-40, 1, 2) + rng.uniform(0, 1, 2) * [w, h] + [x, y]
            called = c if rng.random() < 0.8 else int(rng.integers(0, 4))
            found.append([image, called, round(float(rng.beta(4, 2)), 2), *(round(float(v), 2) for v in (*at, *own))])
    return crowds, found


def coco(truth, crowds, found, images):
    gt = COCO()
    gt.dataset = {
        "images": [{"id": i} for i in range(IMAGES)],
        "categories": [{"id": c + 1, "name": n} for c, n in enumerate(CLASSES)],
        "annotations": [
            {"id": k + 1, "image_id": t[0], "category_id": t[1] + 1, "bbox": t[2:], "area": t[4] * t[5], "iscrowd": int(k >= len(truth))}
            for k, t in enumerate(truth + crowds)
        ],
    }
    with contextlib.redirect_stdout(io.StringIO()):
        gt.createIndex()
        dt = gt.loadRes([{"image_id": f[0], "category_id": f[1] + 1, "score": f[2], "bbox": f[3:]} for f in found])
        e = COCOeval(gt, dt, "bbox")
        e.params.imgIds = images
        e.evaluate()
        e.accumulate()
        e.summarize()
    precision = e.eval["precision"][:, :, :, 0, 2]  # overlap, recall, class; all areas; maxDets 100
    classes = {
        n: {"ap50": float(precision[0, :, c].mean()), "ap50_95": float(precision[:, :, c].mean())}
        for c, n in enumerate(CLASSES)
        if precision[0, 0, c] > -1
    }
    return {"map50": float(e.stats[1]), "map50_95": float(e.stats[0]), "classes": classes}


def overlap(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    shared = max(w, 0) * max(h, 0)
    return shared / (a[2] * a[3] + b[2] * b[3] - shared)


def within(crowds, f):
    """Whether a third of a found box lies in a crowd region of its picture."""
    for c in crowds:
        w = min(c[2] + c[4], f[3] + f[5]) - max(c[2], f[3])
        h = min(c[3] + c[5], f[4] + f[6]) - max(c[3], f[4])
        if c[0] == f[0] and max(w, 0) * max(h, 0) / (f[5] * f[6]) > 0.33:
            return True
    return False


def matched(truth, crowds, found):
    """The found boxes of one class with whether each is right, by falling confidence; those of a crowd are neither."""
    taken, result = set(), []
    for f in sorted(found, key=lambda f: -f[2]):
        best = max(
            ((overlap(f[3:], t[2:]), k) for k, t in enumerate(truth) if t[0] == f[0] and k not in taken),
            default=(0, -1),
        )
        if best[0] > 0.33:
            taken.add(best[1])
        if best[0] > 0.33 or not within(crowds, f):
            result.append((f[2], best[0] > 0.33))
    return result


def deep_pcb(truth, crowds, found):
    bad = {t[0] for t in truth + crowds}
    pool, aps = [], {}
    for c, name in enumerate(CLASSES):
        mine = [t for t in truth if t[1] == c]
        of_class = [f for f in found if f[1] == c and f[0] in bad]
        capped = []
        for image in bad:
            capped += sorted((f for f in of_class if f[0] == image), key=lambda f: -f[2])[:100]
        ranked = matched(mine, [t for t in crowds if t[1] == c], sorted(capped, key=lambda f: f[0]))
        pool += ranked
        if mine:
            right, total = 0, 0.0
            for n, (_, ok) in enumerate(ranked):
                if ok:
                    right += 1
                    total += right / (n + 1)
            aps[name] = total / len(mine)
    best = (0.0, 1.0)
    for threshold in sorted({s for s, _ in pool}, reverse=True):
        calls = [ok for s, ok in pool if s >= threshold]
        f = 2 * sum(calls) / (len(calls) + len(truth))
        best = max(best, (f, threshold), key=lambda b: b[0])
    return {"map33": float(np.mean(list(aps.values()))), "f": best[0], "threshold": best[1], "classes": aps}


def main():
    truth, found = make(np.random.default_rng(7))
    crowds, more = crowded(np.random.default_rng(8))
    found += more
    with_truth = sorted({t[0] for t in truth + crowds})
    expected = {
        "all": coco(truth, crowds, found, list(range(IMAGES))),
        "with_truth": coco(truth, crowds, found, with_truth),
        "deep_pcb": deep_pcb(truth, crowds, found),
    }
    print(json.dumps(expected, indent=1), len(truth), len(found))
    lines = {"classes": CLASSES, "images": IMAGES, "expected": expected, "truth": truth, "crowds": crowds, "found": found}
    text = json.dumps(lines).replace('"truth": [', '\n"truth": [\n').replace('"crowds": [', '\n"crowds": [\n').replace('"found": [', '\n"found": [\n').replace("], [", "],\n[")
    (HERE / "boxes.json").write_text(text + "\n")
    rows = []
    for count, of in [(0, 1), (1, 1), (0, 10), (10, 10), (1, 10), (5, 10), (0, 161), (1, 161), (160, 161), (7, 1800), (1989, 2000), (3, 20000), (19997, 20000), (50000, 100000)]:
        i = binomtest(count, of).proportion_ci(0.95, method="exact")
        rows.append(f"{count},{of},{i.low:.12g},{i.high:.12g}")
    (HERE / "intervals.csv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
