"""Reads bundle.json, a bundle's description, for the scripts here."""

import json
from pathlib import Path

from .notes import note


def read(folder: Path) -> dict:
    file = folder / "bundle.json"
    if not file.is_file():
        raise SystemExit(f"There is no {file}: name a bundle folder written by export.py.")
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        if {"name", "classes", "input", "precision"} - said.keys():
            raise ValueError("required keys are missing")
    except (AttributeError, ValueError):
        raise SystemExit(f"{file} is not a bundle description written by export.py or quantise.py.") from None
    return said


def before(out: Path) -> dict:
    """The description of the bundle about to be overwritten; empty if there is none or it cannot be read."""
    try:
        return read(out) if (out / "bundle.json").is_file() else {}
    except SystemExit as e:
        note(f"{e} It will be overwritten.")
        return {}


LIMITS = ("confidence", "classConfidence", "minimumContrast")
"""What says which parts pass; the last may be left out."""


def limits_of(bundle: dict) -> dict:
    return {key: bundle[key] for key in LIMITS if key in bundle}


def chosen_limits(old: dict, classes: tuple[str, ...]) -> dict:
    """The limits as chosen for the bundle about to be overwritten; empty if it has none for these classes."""
    limits = old.get("classConfidence")
    if tuple(old.get("classes", ())) != classes or not isinstance(limits, dict) or set(limits) != set(classes):
        return {}
    note("keeps the limits of the overwritten bundle; a different network may need different ones (validate.py --choose).")
    return limits_of(old) | {"confidence": min(limits.values())}
