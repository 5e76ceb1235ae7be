#!/usr/bin/env python3
"""Makes a folder of links to boards, templates and labels of some DeepPCB families, for `./sightline validate --data`.

Without --families, those kept out of training, on which the figures in the model cards are measured.
"""

import argparse
from pathlib import Path

from sightline_training import deeppcb_set


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, required=True, help="DeepPCB, as its authors publish it or as three folders")
    p.add_argument("--families", nargs="+", default=deeppcb_set.HELD_OUT, help="the first five digits of their boards' names")
    p.add_argument("--out", type=Path, required=True)
    a = p.parse_args()
    if a.out.exists() and (not a.out.is_dir() or any(a.out.iterdir())):
        raise SystemExit(f"--out {a.out} already exists: name a new folder, or delete it.")
    boards = deeppcb_set.boards(a.data, a.families)
    if not boards:
        raise SystemExit(f"There is no board of family {', '.join(a.families)} in {a.data}.")
    for name in ("images", "templates", "annotations"):
        (a.out / name).mkdir(parents=True)
    for board, label in boards:
        template = deeppcb_set.template_of(board)
        for link, file in {"images": board, "templates": template}.items():
            (a.out / link / (label.stem + file.suffix)).symlink_to(file.resolve())
        (a.out / "annotations" / label.name).symlink_to(label.resolve())
    print(f"{len(boards)} boards and as many templates")


if __name__ == "__main__":
    main()
