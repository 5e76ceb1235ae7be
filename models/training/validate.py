#!/usr/bin/env python3
"""Evaluates a bundle on labelled pictures with ONNX Runtime; with --choose, also writes its thresholds.

Choose on one set and quote figures from another: those measured on the set that thresholds were fitted to are too good.
`./sightline validate` gives the station's own figures; these are the training's (parity.py compares both).
"""

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
import onnxruntime

from sightline_training import bundle as bundles
from sightline_training import data, evaluate, shares


def make_room(out: Path) -> None:
    """Makes the folder of a file to write, before anything is judged for it."""
    if out.is_dir():
        raise SystemExit(f"--out {out} is a folder: name the file to write, such as {out / 'figures.json'}.")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise SystemExit(f"The folder {out.parent} cannot be made: {e.strerror}.") from None


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--bundle", type=Path, required=True)
    p.add_argument("--data", required=True, help="yolo:DIR, deeppcb-val:DIR; several joined by a comma")
    p.add_argument("--bad-share", type=float, default=0.1, help="share of bad parts the accuracy is stated for")
    p.add_argument("--choose", action="store_true", help="choose the classes' thresholds on this set, write them into the bundle")
    p.add_argument("--common", action="store_true", help="with --choose: one threshold for all classes")
    p.add_argument("--out", type=Path, help="also write the figures as JSON")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--wrong", action="store_true", help="name the parts judged wrong")
    a = p.parse_args()
    shares.refuse_others(a, "bad_share")
    if a.out:
        make_room(a.out)

    file = a.bundle / "bundle.json"
    bundle = bundles.read(a.bundle)
    classes = tuple(bundle["classes"])
    sources = data.read_as(a.data, classes)
    pictures = data.Pictures(sources, (bundle["input"]["width"], bundle["input"]["height"]), mixed_interpolation=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = a.threads
    session = onnxruntime.InferenceSession(str(a.bundle / "model.onnx"), options, providers=["CPUExecutionProvider"])
    found, times = [], []
    for picture, letterbox in zip(pictures.images, pictures.letterboxes):
        x = np.ascontiguousarray(picture.transpose(2, 0, 1)[None].astype(np.float32) * np.float32(1 / 255))
        began = time.perf_counter()
        output = session.run(None, {"images": x})[0][0]
        times.append(time.perf_counter() - began)
        centre, half = output[:2], output[2:4] / 2
        found.append(evaluate.decode(np.concatenate([centre - half, centre + half, output[4:]]), letterbox, bundle["iou"]))

    bad = np.array([len(r) > 0 for r in pictures.truth])
    best = evaluate.part_scores(found, len(classes))
    if a.choose:
        chosen = evaluate.choose_thresholds(best, bad, a.bad_share, per_class=not a.common)
        bundle["classConfidence"] = dict(zip(classes, chosen.thresholds))
        bundle["confidence"] = min(chosen.thresholds)
        written = file.with_suffix(".tmp")
        written.write_text(json.dumps(bundle, indent=2) + "\n")
        os.replace(written, file)
    limits = [bundle["classConfidence"][c] for c in classes]
    parts = evaluate.judge_parts(best, bad, limits, a.bad_share)
    fail = (best >= limits).any(1)
    both = bad.any() and not bad.all()  # without good or without bad parts, one of the rates is unknown
    ap50 = evaluate.average_precision(pictures.truth, found, classes)  # empty if no part is bad
    figures = {
        "parts": len(pictures),
        "bad": int(bad.sum()),
        "good": int((~bad).sum()),
        "map50": float(np.mean(list(ap50.values()))) if ap50 else None,
        "map50_95": evaluate.mean_precision(pictures.truth, found, classes, evaluate.COCO_OVERLAPS) if ap50 else None,
        "ap50": ap50,
        "part_accuracy": {"on_this_set": float((fail == bad).mean()), "at_bad_share": parts.accuracy if both else None, "bad_share": a.bad_share},
        "escapes": int((bad & ~fail).sum()),
        "overkill": int((fail & ~bad).sum()),
        "thresholds": bundle["classConfidence"],
        "inference_ms": {"p50": 1000 * float(np.median(times)), "threads": a.threads},
    }
    text = json.dumps(figures, indent=1, default=float, allow_nan=False)
    print(text)
    if a.out:
        a.out.write_text(text + "\n")
    if a.wrong:
        for i in np.flatnonzero(fail != bad):
            truth = [classes[int(c)] for c in pictures.truth[i][:, 0]]
            print("escape" if bad[i] else "overkill", sources[i].path, truth, best[i].round(2).tolist())


if __name__ == "__main__":
    main()
