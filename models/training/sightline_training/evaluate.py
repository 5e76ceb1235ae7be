"""Evaluates a network: mAP of its boxes, and whether each part as a whole gets the right verdict.

Boxes are kept, suppressed and counted in source pixels as `./sightline validate` does; parity.py enforces that.
A part is FAIL if any box reaches its class's threshold. Choose thresholds on one set and quote figures
measured on another.
"""

from dataclasses import dataclass

import numpy as np
import torch

from .data import Pictures
from .letterbox import Letterbox, has_area
from .network import decode as decode_levels

# As in the station's validation: weaker boxes add nothing to average precision, and COCO counts 100 per class and picture.
FLOOR = 0.001
MOST_A_CLASS = 100
USUAL_MOST, MOST_BOXES = 300, 10_000  # what the station keeps of a picture: on a line, and in a validation at most
IOU = 0.5

COCO_OVERLAPS = tuple(np.linspace(0.5, 0.95, 10))


def suppress(boxes: np.ndarray, scores: np.ndarray, iou: float, further: np.ndarray) -> np.ndarray:
    """Greedy non-maximum suppression; -> indices kept, best first, ties in the network's order. Those marked suppress only one another."""
    order, kept = np.argsort(-scores, kind="stable"), []
    while len(order):
        i, order = order[0], order[1:]
        kept.append(i)
        stays = overlaps(boxes[i : i + 1], boxes[order])[0] <= iou
        order = order[stays | ~further[order]] if further[i] else order[stays]
    return np.array(kept, int)


def decode(output: np.ndarray, letterbox: Letterbox, iou: float = IOU, floor: float = FLOOR) -> np.ndarray:
    """One picture's output, (4 + classes) x N with boxes as xyxy in input pixels -> rows of class, score, x1, y1, x2, y2, further
    in source pixels, best first, after suppression per class.

    A box counts for its best class, and for further classes (1 in the last column) that reach the floor. A line does not report those;
    they are suppressed by boxes of their class, but suppress none of which the class is the best.
    """
    best = output[4:].argmax(0)
    places, classes = np.nonzero((output[4:].T >= np.float32(floor)) & has_area(output[:4].T)[:, None])
    boxes, scores, further = output[:4, places].T.astype(np.float64), output[4 + classes, places], classes != best[places]
    kept = []
    for c in np.unique(classes):
        mine = np.flatnonzero(classes == c)
        kept.append(mine[suppress(boxes[mine], scores[mine], iou, further[mine])])
    kept = np.sort(np.concatenate(kept)) if kept else np.zeros(0, int)
    kept = kept[np.argsort(-scores[kept], kind="stable")]
    most = max(USUAL_MOST, min(MOST_BOXES, MOST_A_CLASS * (len(output) - 4)))
    kept = kept[np.where(further[kept], further[kept].cumsum(), (~further[kept]).cumsum()) <= most]
    rows = np.concatenate([classes[kept, None], scores[kept, None], letterbox.to_source(boxes[kept]), further[kept, None]], 1)
    return rows[has_area(rows[:, 2:6])]


@torch.no_grad()
def predict(network, pictures: Pictures, batch: int = 8, bf16: bool = True, iou: float = IOU) -> list[np.ndarray]:
    network.eval()
    device, found = next(network.parameters()).device, []
    for start in range(0, len(pictures), batch):
        x = torch.from_numpy(pictures.images[start : start + batch]).to(device).permute(0, 3, 1, 2)
        x = x.float().mul_(1 / 255.0).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            levels = network(x)
        # Boxes are decoded in float32: in bfloat16 the resolution at the far edge is only two pixels.
        output = decode_levels([level.float().cpu() for level in levels], network.STRIDES)
        found += [decode(one, box, iou) for one, box in zip(output.numpy(), pictures.letterboxes[start : start + batch])]
    return found


def first_only(rows: np.ndarray) -> np.ndarray:
    """Without the further classes of boxes."""
    return rows[rows[:, 6] == 0]


def overlaps(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Intersection over union of every box in `a` (n x 4) with every box in `b` (m x 4): n x m."""
    low, high = np.maximum(a[:, None, :2], b[None, :, :2]), np.minimum(a[:, None, 2:], b[None, :, 2:])
    shared = (high - low).clip(0).prod(2)
    area = lambda x: (x[:, 2:] - x[:, :2]).prod(1)
    return shared / (area(a)[:, None] + area(b)[None] - shared)


def average_precision(truth: list[np.ndarray], found: list[np.ndarray], classes: tuple[str, ...], iou: float = 0.5) -> dict[str, float]:
    """Per class, COCO's 101 recall points at one IoU; at most 100 boxes per class and picture. Omits classes without truth."""
    result = {}
    for c, name in enumerate(classes):
        total, scores, hits = 0, [], []
        for t, f in zip(truth, found):
            t, f = t[t[:, 0] == c][:, 1:], f[f[:, 0] == c][:MOST_A_CLASS]
            total += len(t)
            scores.append(f[:, 1])
            hits.append(matched(f[:, 2:6], t, iou))
        if not total:
            continue
        order = np.argsort(-np.concatenate(scores), kind="stable")
        hit = np.concatenate(hits)[order]
        recall, precision = hit.cumsum() / total, hit.cumsum() / (np.arange(len(hit)) + 1)
        precision = np.maximum.accumulate(precision[::-1])[::-1]
        at = np.searchsorted(recall, np.linspace(0, 1, 101), side="left")
        result[name] = float(np.mean([precision[i] if i < len(precision) else 0.0 for i in at]))
    return result


def matched(found: np.ndarray, truth: np.ndarray, iou: float) -> np.ndarray:
    """Which found boxes, given best first, are right: each takes the free true box it overlaps most, on ties the last."""
    right = np.zeros(len(found), bool)
    if len(found) and len(truth):
        all_overlaps, last = overlaps(found, truth), len(truth) - 1
        for k, row in enumerate(all_overlaps):
            j = last - int(row[::-1].argmax())
            if row[j] >= min(iou, 1 - 1e-10):
                right[k], all_overlaps[:, j] = True, -1.0
    return right


def mean_precision(truth: list[np.ndarray], found: list[np.ndarray], classes: tuple[str, ...], at: tuple[float, ...]) -> float:
    """COCO's mean over the classes and the overlaps `at`."""
    return float(np.mean([list(average_precision(truth, found, classes, iou).values()) for iou in at]))


def part_scores(found: list[np.ndarray], classes: int) -> np.ndarray:
    """Best score of each class on each part: parts x classes. Of a box only its best class counts, as in a line."""
    best = np.zeros((len(found), classes))
    for i, rows in enumerate(first_only(each) for each in found):
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
        """Expected share of correctly judged parts on a line where `bad_share` of the parts are bad."""
        return 1 - self.bad_share * self.escape_rate - (1 - self.bad_share) * self.overkill_rate


def judge_parts(best: np.ndarray, bad: np.ndarray, thresholds, bad_share: float) -> PartFigures:
    fail = (best >= np.asarray(thresholds)).any(1)
    escape = float((~fail[bad]).mean()) if bad.any() else float("nan")
    overkill = float(fail[~bad].mean()) if (~bad).any() else float("nan")
    return PartFigures(tuple(float(t) for t in thresholds), escape, overkill, bad_share)


def choose_thresholds(best: np.ndarray, bad: np.ndarray, bad_share: float, per_class: bool = True) -> PartFigures:
    """The thresholds with the best expected part accuracy; on ties the middle of the widest run, for a margin on both sides."""
    if bad.all() or not bad.any():
        kind, lacking = ("bad", "pictures of good parts, each with an empty label file") if bad.all() else ("good", "labelled pictures of bad parts")
        raise SystemExit(f"Choosing thresholds needs both good and bad parts, but all {len(bad)} are {kind}: add {lacking}, or evaluate without --choose.")
    grid = np.round(np.arange(0.05, 0.951, 0.01), 2)

    def pick(values: list[float]) -> float:
        top = np.flatnonzero(np.array(values) >= max(values) - 1e-12)
        runs = np.split(top, np.flatnonzero(np.diff(top) > 1) + 1)
        run = max(runs, key=len)
        return float(grid[run[len(run) // 2]])

    common = pick([judge_parts(best, bad, [t] * best.shape[1], bad_share).accuracy for t in grid])
    thresholds = [common] * best.shape[1]
    if per_class:
        for _ in range(2):
            for c in range(best.shape[1]):
                values = []
                for t in grid:
                    tried = thresholds.copy()
                    tried[c] = t
                    values.append(judge_parts(best, bad, tried, bad_share).accuracy)
                # A class keeps the common threshold unless its own is strictly better: few parts decide this.
                if max(values) > judge_parts(best, bad, thresholds, bad_share).accuracy + 1e-12:
                    thresholds[c] = pick(values)
    return judge_parts(best, bad, thresholds, bad_share)


def summary(pictures: Pictures, found: list[np.ndarray], classes: tuple[str, ...], bad_share: float) -> dict:
    ap = average_precision(pictures.truth, found, classes)
    bad = np.array([len(r) > 0 for r in pictures.truth])
    boxes = {"map50": round(float(np.mean(list(ap.values()))), 4), "ap50": {k: round(v, 3) for k, v in ap.items()}} if ap else {}
    if bad.all() or not bad.any():
        return boxes | {"images": len(pictures)}  # part figures need both good and bad parts
    common = choose_thresholds(part_scores(found, len(classes)), bad, bad_share, per_class=False)
    return boxes | {
        "part_accuracy": round(common.accuracy, 4),
        "escape_rate": round(common.escape_rate, 4),
        "overkill_rate": round(common.overkill_rate, 4),
        "threshold": common.thresholds[0],
        "images": len(pictures),
    }
