#!/usr/bin/env python3
"""Reports how often defects are missed, by class and size, from the CSV report of a line with known ground truth.

Run `./sightline inspect "sim:board?seed=S" --parts 20000 --csv F.csv`, then `by_defect.py F.csv`. Any one of several defects
is enough for a part to be caught, so the table by class and size only counts parts with exactly one defect.
"""

import argparse
import csv
import io
import itertools
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sightline_training.text_file import text_of

SIZES = ((0, 26), (26, 30), (30, 36), (36, 1000))


def wilson(hits: int, of: int) -> str:
    """Formats a share with its 95 % interval (Wilson 1927)."""
    if not of:
        return "-"
    z, p = 1.96, hits / of
    middle, reach = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    low, high = (middle - reach) / (1 + z * z / of), (middle + reach) / (1 + z * z / of)
    return f"{hits} of {of} missed: {100 * p:.2f} % ({100 * low:.2f} to {100 * high:.2f})"


def parts(report: Path) -> Iterator[dict[str, str]]:
    """Rows of the report, a part each; refused if there are none or their defects are not known."""
    rows = csv.DictReader(io.StringIO(text_of(report), newline=""))
    first = next(rows, {})
    if not {"truth_defects", "verdict"} <= first.keys():
        raise SystemExit(f"{report} is not a CSV report of parts whose defects are known: make one with `sightline inspect sim:board --csv`.")
    return itertools.chain([first], rows)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("report", help="the CSV report")
    a = p.parse_args()
    csv.field_size_limit(1 << 24)
    right = total = escapes = overkill = bad = 0
    missed, seen = Counter(), Counter()
    for row in parts(Path(a.report)):
        defects = [one.split(" @ ") for one in row["truth_defects"].split("; ") if one]
        passed, total = row["verdict"] == "PASS", total + 1
        right += passed == (not defects)
        escapes += bool(defects) and passed
        overkill += not defects and not passed
        bad += bool(defects)
        if len(defects) != 1:
            continue
        kind, box = defects[0]
        x1, y1, x2, y2 = map(float, box.split())
        size = next(f"{low} to {high} px" for low, high in SIZES if low <= min(x2 - x1, y2 - y1) < high)
        for key in (kind, size):
            seen[key] += 1
            missed[key] += passed
    print(f"{total} parts, {bad} bad: {escapes} escapes, {overkill} overkill, part accuracy {right / total:.5f}")
    print("parts with one defect, by class and by the shorter side of its box (1280 x 1024 pictures):")
    for key in sorted(seen, key=lambda k: (k[0].isdigit(), k)):
        print(f"  {key:14} {wilson(missed[key], seen[key])}")


if __name__ == "__main__":
    main()
