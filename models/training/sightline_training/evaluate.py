"""How a network is judged: mAP50 of its boxes, and whether the part as a whole was judged right.

A part is FAIL when any box reaches its class's threshold. Thresholds are chosen on one set and
the figure to quote is measured on another.
"""

from dataclasses import dataclass

import numpy as np
import torch

from . import CLASSES
from .data import Pictures
from .network import decode as decode_levels

FLOOR = 0.01


def suppress(boxes: np.ndarray, scores: np.ndarray, iou: float) -> np.ndarray:
    """Greedy non-maximum suppression; -> indices kept, best first."""
    order, kept = scores.argsort()[::-1], []
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    while len(order):
        i, order = order[0], order[1:]
        kept.append(i)
        if not len(order):
            break
        overlap = np.minimum(boxes[i, 2:], boxes[order, 2:]) - np.maximum(boxes[i, :2], boxes[order, :2])
        inter = overlap.clip(0).prod(1)
        order = order[inter <= iou * (area[i] + area[order] - inter)]
    return np.array(kept, int)


def decode(output: np.ndarray, iou: float = 0.5, floor: float = FLOOR) -> np.ndarray:
    """One picture's (4 + classes) x N, boxes xyxy, -> rows of class, score, x1, y1, x2, y2 after suppression per class."""
    scores, classes = output[4:].max(0), output[4:].argmax(0)
    keep = scores >= floor
    boxes, scores, classes = output[:4, keep].T, scores[keep], classes[keep]
    if len(scores) > 300:
        best = scores.argsort()[::-1][:300]
        boxes, scores, classes = boxes[best], scores[best], classes[best]
    kept = suppress(boxes + classes[:, None] * 10_000.0, scores, iou)
    return np.concatenate([classes[kept, None], scores[kept, None], boxes[kept]], 1)


@torch.no_grad()
def predict(network, pictures: Pictures, batch: int = 8, bf16: bool = True) -> list[np.ndarray]:
    network.eval()
    found = []
    for start in range(0, len(pictures), batch):
        x = torch.from_numpy(pictures.images[start : start + batch]).permute(0, 3, 1, 2)
        x = x.float().mul_(1 / 255.0).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            levels = network(x)
        # Boxes are decoded in float32: bfloat16 is two pixels coarse at the far edge.
        output = decode_levels([level.float() for level in levels], network.STRIDES)
        found += [decode(one) for one in output.numpy()]
    return found


def _iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    lt, rb = np.maximum(a[:, None, :2], b[None, :, :2]), np.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = (rb - lt).clip(0).prod(2)
    area = lambda x: (x[:, 2] - x[:, 0]) * (x[:, 3] - x[:, 1])
    return inter / (area(a)[:, None] + area(b)[None] - inter + 1e-9)


def average_precision(truth: list[np.ndarray], found: list[np.ndarray], iou: float = 0.5) -> dict[str, float]:
    """Per class, COCO's 101 recall points at one IoU; at most 100 boxes a picture. Classes without truth are left out."""
    result = {}
    for c, name in enumerate(CLASSES):
        total, scores, hits = 0, [], []
        for t, f in zip(truth, found):
            t, f = t[t[:, 0] == c][:, 1:], f[:100]
            f = f[f[:, 0] == c]
            total += len(t)
            used = np.zeros(len(t), bool)
            overlaps = _iou(f[:, 2:], t) if len(t) and len(f) else None
            for k in range(len(f)):
                hit = False
                if overlaps is not None:
                    free = np.where(used, -1.0, overlaps[k])
                    j = int(free.argmax())
                    hit = free[j] >= iou
                    used[j] |= hit
                scores.append(f[k, 1])
                hits.append(hit)
        if not total:
            continue
        order = np.argsort(-np.array(scores), kind="mergesort")
        hit = np.array(hits, bool)[order]
        recall, precision = hit.cumsum() / total, hit.cumsum() / (np.arange(len(hit)) + 1)
        precision = np.maximum.accumulate(precision[::-1])[::-1]
        at = np.searchsorted(recall, np.linspace(0, 1, 101), side="left")
        result[name] = float(np.mean([precision[i] if i < len(precision) else 0.0 for i in at]))
    return result


def part_scores(found: list[np.ndarray]) -> np.ndarray:
    """-> parts x classes: the best score of each class on each part."""
    best = np.zeros((len(found), len(CLASSES)))
    for i, rows in enumerate(found):
        np.maximum.at(best[i], rows[:, 0].astype(int), rows[:, 1])
    return best


@dataclass(frozen=True)
class PartFigures:
    thresholds: tuple[float, ...]
    escape_rate: float
    overkill_rate: float
    bad_share: float

    @property
    def accuracy(self) -> float:
        """Expected share of parts judged right on a line where `bad_share` of the parts are bad."""
        return 1 - self.bad_share * self.escape_rate - (1 - self.bad_share) * self.overkill_rate


def judge_parts(best: np.ndarray, bad: np.ndarray, thresholds, bad_share: float) -> PartFigures:
    fail = (best >= np.asarray(thresholds)).any(1)
    escape = float((~fail[bad]).mean()) if bad.any() else float("nan")
    overkill = float(fail[~bad].mean()) if (~bad).any() else float("nan")
    return PartFigures(tuple(float(t) for t in thresholds), escape, overkill, bad_share)


def choose_thresholds(best: np.ndarray, bad: np.ndarray, bad_share: float, per_class: bool = True) -> PartFigures:
    """The thresholds with the best expected part accuracy; of equals the middle of the widest run, for a margin both ways."""
    grid = np.round(np.arange(0.05, 0.951, 0.01), 2)

    def pick(values: list[float]) -> float:
        top = np.flatnonzero(np.array(values) >= max(values) - 1e-12)
        runs = np.split(top, np.flatnonzero(np.diff(top) > 1) + 1)
        run = max(runs, key=len)
        return float(grid[run[len(run) // 2]])

    common = pick([judge_parts(best, bad, [t] * len(CLASSES), bad_share).accuracy for t in grid])
    thresholds = [common] * len(CLASSES)
    if per_class:
        for _ in range(2):
            for c in range(len(CLASSES)):
                values = []
                for t in grid:
                    tried = thresholds.copy()
                    tried[c] = t
                    values.append(judge_parts(best, bad, tried, bad_share).accuracy)
                # A class keeps the common threshold unless its own is better: few parts decide this.
                if max(values) > judge_parts(best, bad, thresholds, bad_share).accuracy + 1e-12:
                    thresholds[c] = pick(values)
    return judge_parts(best, bad, thresholds, bad_share)


def summary(pictures: Pictures, found: list[np.ndarray], bad_share: float) -> dict:
    ap = average_precision(pictures.rows, found)
    bad = np.array([len(r) > 0 for r in pictures.rows])
    common = choose_thresholds(part_scores(found), bad, bad_share, per_class=False)
    return {
        "map50": round(float(np.mean(list(ap.values()))), 4),
        "ap50": {k: round(v, 3) for k, v in ap.items()},
        "part_accuracy": round(common.accuracy, 4),
        "escape_rate": round(common.escape_rate, 4),
        "overkill_rate": round(common.overkill_rate, 4),
        "threshold": common.thresholds[0],
        "images": len(pictures),
    }
