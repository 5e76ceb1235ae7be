"""A bundle's description, bundle.json, as the scripts here read it."""

import json
from pathlib import Path


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
