#!/usr/bin/env python3
"""Renders the simulated boards that `board` is trained and evaluated on: train, dense, val and test.

Running the same command again resumes where it stopped and leaves complete sets alone.
"""

import argparse
import json
from pathlib import Path

from sightline_training import station

MOST_A_CALL = 1000
SETS = {  # number of boards, options of `./sightline simulate`; each set has its own seed
    "train": (4000, {"seed": 1001, "defects": 0.85, "fewest": 5, "most": 10, "difficulty": 0.65}),
    "dense": (2000, {"seed": 1002, "defects": 0.9, "fewest": 12, "most": 20, "difficulty": 0.65}),
    "val": (400, {"seed": 2002, "defects": 0.5}),
    "test": (800, {"seed": 3003, "defects": 0.4}),
}


def present(folder: Path) -> int:
    """Number of leading boards that have both files; a board's label is written after its picture and before the next board."""
    n = 0
    while (folder / "labels" / f"{n:06}.txt").exists() and (folder / "images" / f"{n:06}.jpg").exists():
        n += 1
    return n


def make_room(folder: Path, first: int, count: int) -> None:
    """Deletes leftovers of boards `first` to `count` - 1: `simulate` does not overwrite boards."""
    for n in range(first, count):
        for file in (f"images/{n:06}.jpg", f"labels/{n:06}.txt"):
            (folder / file).unlink(missing_ok=True)


def make(command: str, folder: Path, count: int, settings: dict) -> None:
    recipe = folder / "recipe.json"
    if recipe.exists() and json.loads(recipe.read_text()) != settings:
        raise SystemExit(f"{folder} was made with other settings: delete it, or name another folder.")
    if not recipe.exists() and (folder / "images").exists():
        raise SystemExit(f"{folder} holds pictures that this script did not make: name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    recipe.write_text(json.dumps(settings) + "\n")
    done = present(folder)
    if done < count:
        done = max(0, done - 1)  # the last label may be truncated
        make_room(folder, done, count)
    while done < count:
        now = min(MOST_A_CALL, count - done)
        options = [f"--{key}={value}" for key, value in settings.items()]
        station.call(command, "simulate", "--out", folder, "--count", now, "--first", done, *options)
        done += now
    print(f"{folder}: {count} boards", flush=True)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--out", type=Path, default=Path("data"))
    p.add_argument("--only", choices=sorted(SETS), nargs="+", default=list(SETS))
    p.add_argument("--share", type=float, default=1.0, help="of each set, 8 boards at least: for a try")
    p.add_argument("--sightline", default=station.COMMAND, help="the command that starts the station's program")
    a = p.parse_args()
    for name in a.only:
        count, settings = SETS[name]
        make(a.sightline, a.out / name, max(8, round(count * a.share)), settings)


if __name__ == "__main__":
    main()
