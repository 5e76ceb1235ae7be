#!/usr/bin/env python3
"""The INT8 gate: a quantised network must be as accurate as the float32 network it was made from.

Both judge the same pictures in `./sightline validate`, at the INT8 bundle's limits. Fails (exit 1) if mAP50 or the share of
correctly judged parts falls by more than is allowed.
"""

import argparse
import json
import tempfile
from pathlib import Path

from sightline_training import bundle as bundles
from sightline_training import station


def figures(command: str, bundle: Path, data: Path, engine: str) -> dict[str, float]:
    """Measures a bundle's mAP50 and part accuracy in the station."""
    said = json.loads(station.call(command, "validate", "--model", bundle, "--data", data, "--engine", engine, "--json"))
    found = {"mAP50": said["map50"], "part accuracy": said["part_accuracy"]["value"]}
    for name, value in found.items():
        if value is None:
            raise SystemExit(f"The {name} on {data} is not measurable: give a set with labelled defects.")
    return found


def at_limits_of(one: dict, other: Path, said: dict, scratch: Path) -> Path:
    """Makes a copy in `scratch` of `other`, described by `said`, with the limits of `one`; otherwise limits would be compared."""
    (scratch / "bundle.json").write_text(json.dumps(said | bundles.limits_of(one)))
    (scratch / "model.onnx").symlink_to((other / "model.onnx").resolve())
    return scratch


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bundle", type=Path, required=True, help="what quantise.py wrote")
    p.add_argument("--against", type=Path, required=True, help="the float32 bundle that it wrote it from")
    p.add_argument("--data", type=Path, required=True, help="a labelled set, as `sightline validate --data` takes it")
    p.add_argument("--engine", default="cpu", help="the station's that both run on")
    p.add_argument("--map50", type=float, default=0.003, help="by how much mAP50 may fall")
    p.add_argument("--accuracy", type=float, default=0.001, help="by how much part accuracy may fall")
    p.add_argument("--sightline", default=station.COMMAND, help="the command that starts the station's program")
    a = p.parse_args()
    small, large = bundles.read(a.bundle), bundles.read(a.against)
    if (small["precision"], large["precision"]) != ("int8", "fp32"):
        raise SystemExit(f"{a.bundle} is {small['precision']} and {a.against} {large['precision']}: give the INT8 bundle, and the float32 one as --against.")
    if small["classes"] != large["classes"]:
        raise SystemExit(f"{a.bundle} has the classes {', '.join(small['classes'])}, but {a.against} has {', '.join(large['classes'])}.")
    with tempfile.TemporaryDirectory(prefix="sightline-int8-") as scratch:
        before = figures(a.sightline, at_limits_of(small, a.against, large, Path(scratch)), a.data, a.engine)
        after = figures(a.sightline, a.bundle, a.data, a.engine)
    faults = []
    for (name, value), allowed in zip(before.items(), (a.map50, a.accuracy)):
        fall = value - after[name]
        print(f"{name}: float32 {value:.4f}, INT8 {after[name]:.4f}, a fall of {fall:.4f}")
        if not fall <= allowed + 1e-9:  # the station prints six decimals
            faults.append(f"{name} falls by {fall:.4f}, more than {allowed:g}")
    if faults:
        raise SystemExit(f"INT8 is worse: {'; '.join(faults)}. Use the float32 bundle, or judge both on a larger set: on a hundred pictures it may be chance.")


if __name__ == "__main__":
    main()
