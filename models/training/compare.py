#!/usr/bin/env python3
"""Compares networks: milliseconds per part on this machine's engines, and accuracy on a labelled set.

Prints the table of models/README.md. Speed is measured by `sightline bench` (the bare engine with one part at a time, and the
whole pipeline with parts waiting), accuracy by `sightline validate`. The networks take turns, so that a machine that slows down
affects all of them alike; each figure is the median over the turns.
"""

import argparse
import json
from pathlib import Path
from statistics import median

from sightline_training import bundle as bundles
from sightline_training import station
from sightline_training.notes import note


def speeds(command: str, bundles: list[Path], engines: list[str], turns: int, parts: int) -> dict[tuple[Path, str], tuple[float, float]]:
    """-> milliseconds per part of the bare engine and of the whole pipeline, by bundle and engine; omits those that failed in any turn."""
    seen: dict[tuple[Path, str], list[tuple[float, float]]] = {}
    refused: set[tuple[Path, str]] = set()
    for _ in range(turns):
        for bundle in bundles:
            for engine in engines:
                if (bundle, engine) in refused:
                    continue
                words = ["bench", "--no-screen", "--json", "--model", bundle, "--engine", engine, "--parts", parts, "--turns", 1]
                try:
                    figures = json.loads(station.call(command, *words))
                except SystemExit as e:
                    note(f"{bundle} on {engine}: {e}")
                    refused.add((bundle, engine))
                    continue
                rates = figures["raw_parts_per_second"], figures["pipeline_parts_per_second"]
                seen.setdefault((bundle, engine), []).append(tuple(1000 / rate for rate in rates))
    return {key: tuple(median(column) for column in zip(*times)) for key, times in seen.items() if key not in refused}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("networks", nargs="+", help="bundle folders; BUNDLE@SET is judged on a set of its own")
    p.add_argument("--engines", default="openvino,cpu")
    p.add_argument("--data", type=Path, help="a labelled set, as `sightline validate --data` takes it, for all without one of their own; without any only speed")
    p.add_argument("--turns", type=int, default=3)
    p.add_argument("--parts", type=int, default=100, help="parts a turn")
    p.add_argument("--sightline", default=station.COMMAND, help="the command that starts the station's program")
    a = p.parse_args()
    engines = a.engines.split(",")
    sets = {Path(bundle): Path(own) if own else a.data for bundle, _, own in (one.partition("@") for one in a.networks)}
    descriptions = {bundle: bundles.read(bundle) for bundle in sets}
    times = speeds(a.sightline, list(sets), engines, a.turns, a.parts)
    head = ["network", "input"] + [f"`{engine}`: {what}" for engine in engines for what in ("engine", "pipeline")]
    head += ["mAP50", "mAP50-95", "part accuracy"] if any(sets.values()) else []
    print("| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|")
    for bundle, judged_on in sets.items():
        said = descriptions[bundle]
        row = [f"{said['name']} {said['version']}, {said['precision']}", f"{said['input']['width']}×{said['input']['height']}"]
        for engine in engines:
            row += [f"{ms:.1f}" for ms in times[bundle, engine]] if (bundle, engine) in times else ["refused"] * 2
        if judged_on:
            words = ["validate", "--model", bundle, "--data", judged_on, "--json"]
            figures = json.loads(station.call(a.sightline, *words))
            accuracy = figures["part_accuracy"]
            row += [f"{figures[key]:.{digits}f}" if figures[key] is not None else "not measurable" for key, digits in (("map50", 4), ("map50_95", 3))]
            row += [f"{accuracy['value']:.4f} ({accuracy['low']:.3f} to {accuracy['high']:.3f})" if accuracy["value"] is not None else "not measurable"]
        row += [""] * (len(head) - len(row))
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
