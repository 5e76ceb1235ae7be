"""A bundle's description, bundle.json, as the scripts here read it."""

import json
from pathlib import Path

from .notes import note


def read(folder: Path) -> dict:
    file = folder / "bundle.json"
    if not file.is_file():
        raise SystemExit(f"There is no {file}: name the folder of a bundle, as export.py writes it.")
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        if {"name", "classes", "input", "precision"} - said.keys():
            raise ValueError("it leaves out what these scripts ask for")
    except (AttributeError, ValueError):
        raise SystemExit(f"{file} is not the description of a bundle that export.py or quantise.py wrote.") from None
    return said


def before(out: Path) -> dict:
    """What the bundle that is written over says of itself; nothing where there is none, or none that is understood."""
    try:
        return read(out) if (out / "bundle.json").is_file() else {}
    except SystemExit as e:
        note(f"{e} It is written over.")
        return {}


def chosen_limits(old: dict, classes: tuple[str, ...]) -> dict:
    """`confidence` and `classConfidence` as they were chosen for the bundle that is written over; nothing where that has none for
    these classes."""
    limits = old.get("classConfidence")
    if tuple(old.get("classes", ())) != classes or not isinstance(limits, dict) or set(limits) != set(classes):
        return {}
    note("keeps the limits of the bundle that is written over: another network may need others (validate.py --choose).")
    return {"confidence": min(limits.values()), "classConfidence": limits}
