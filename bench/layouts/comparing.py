"""Compares two lists of boxes, one of them the reference."""

from dataclasses import dataclass, field
from typing import NamedTuple

IOU, SCORE = 0.99, 0.01

#: Boxes whose corners are this close match, however thin they are; source pixels.
CORNER = 0.1

#: Tolerances for corners and scores in 16 bits: numbers from 512 to 1024 are half a pixel apart, and whether each layer rounds
#: varies: OpenVINO computes in 32 bits with the same weights. How rounding is done depends on the processor.
ROUGH = (8, 0.05)

#: If an overlap is this close to the suppression threshold, the last bit decides whether the box is kept.
AT_THE_LIMIT = 0.001

#: Share of boxes that the last bit may decide, because two classes score equally or a box is at the suppression threshold.
MOST_TIED = 0.01


class Found(NamedTuple):
    class_id: int
    score: float
    box: tuple[float, float, float, float]  # left, top, right, bottom, source pixels


def iou(a: tuple, b: tuple) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0
    areas = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return width * height / (areas - width * height)


@dataclass
class Agreement:
    """Agreement of Sightline's boxes with the reference's over all pictures."""

    #: Whether the network computes in 16 bits, so that the tolerances are ROUGH.
    rough: bool = False
    boxes: int = 0
    iou: float = 1
    score: float = 0
    tied: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def disagrees(self) -> bool:
        return bool(self.wrong) or self.tied > MOST_TIED * self.boxes

    @property
    def ties(self) -> str:
        return f", {self.tied} tied" if self.tied else ""

    @property
    def _limits(self) -> tuple[float, float]:
        return ROUGH if self.rough else (CORNER, SCORE)

    def add(self, picture: str, reference: list[Found], ours: list[Found], confidence: float, suppressed_from: float) -> None:
        """Adds a picture. Each box above the confidence limit by the score tolerance needs its own partner; at the limit, it may lack one."""
        self.boxes += sum(one.score >= confidence for one in reference)
        sure = confidence + self._limits[1]
        # Best match first. A matched box is used up, so duplicates need a partner each.
        pairs = sorted((abs(r.score - o.score), -self._iou(r, o), i, j) for i, r in enumerate(reference) for j, o in enumerate(ours))
        near = [(off, -overlap, i, j) for off, overlap, i, j in pairs if -overlap >= IOU]
        lone, extra = set(range(len(reference))), set(range(len(ours)))
        for off, overlap, i, j in near:
            if i in lone and j in extra and reference[i].class_id == ours[j].class_id and off <= self._limits[1]:
                lone.remove(i)
                extra.remove(j)
                self.iou, self.score = min(self.iou, overlap), max(self.score, off)
        for off, _, i, j in near:
            if i in lone and j in extra and off <= 1e-3:
                lone.remove(i)
                extra.remove(j)
                self.tied += (reference[i].score >= sure) + (ours[j].score >= sure)
        missing = self._untied([reference[i] for i in sorted(lone) if reference[i].score >= sure], ours, suppressed_from)
        added = self._untied([ours[j] for j in sorted(extra) if ours[j].score >= sure], reference, suppressed_from)
        self._refuse(picture, "only the reference", missing, ours)
        self._refuse(picture, "only Sightline", added, reference)

    def _untied(self, some: list[Found], others: list[Found], suppressed_from: float) -> list[Found]:
        """Removes, and counts as tied, boxes whose overlap with a better one on the other side is at the suppression threshold."""
        def hangs(one: Found) -> bool:
            return any(o.class_id == one.class_id and o.score >= one.score and abs(iou(o.box, one.box) - suppressed_from) <= AT_THE_LIMIT for o in others)

        self.tied += sum(hangs(one) for one in some)
        return [one for one in some if not hangs(one)]

    def _refuse(self, picture: str, whose: str, some: list[Found], others: list[Found]) -> None:
        for one in some:
            near = [(self._iou(one, o), -abs(one.score - o.score)) for o in others if o.class_id == one.class_id]
            best = max(near, default=(0, -1))
            box = ", ".join(f"{v:.1f}" for v in one.box)
            self.wrong.append(
                f"{picture}: {whose} has class {one.class_id} at {box} ({one.score:.3f}); nearest (maybe another's partner) IoU {best[0]:.3f},"
                f" score off by {-best[1]:.3f}")

    def _iou(self, a: Found, b: Found) -> float:
        return 1 if max(abs(p - q) for p, q in zip(a.box, b.box)) <= self._limits[0] else iou(a.box, b.box)
