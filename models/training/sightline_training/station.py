"""Calls the station's own program."""

import json
import shlex
import subprocess
from pathlib import Path

import numpy as np

from .text_file import text_of

COMMAND = shlex.quote(str(Path(__file__).resolve().parents[3] / "sightline"))


def call(command: str, *arguments: object) -> str:
    """Runs a `sightline` command; -> its standard output. `command` is quoted as for a shell. The command itself reports errors on standard error."""
    try:
        done = subprocess.run([*shlex.split(command), *map(str, arguments)], stdout=subprocess.PIPE, text=True)
    except (OSError, ValueError) as e:
        raise SystemExit(f"The station's program, {command}, cannot be started: {getattr(e, 'strerror', e)}.") from None
    if done.returncode:
        raise SystemExit(f"`sightline {arguments[0]}` failed (exit code {done.returncode}).")
    return done.stdout


def saved(file: Path) -> list[dict]:
    """The lines that `validate --boxes` wrote, a picture each."""
    lines = []
    for number, text in enumerate(text_of(file).split("\n"), 1):
        if not text.strip():
            continue
        try:
            lines.append(json.loads(text))
            if {"image", "width", "height", "detections"} - lines[-1].keys():
                raise ValueError("something else was written")
        except (AttributeError, ValueError):
            raise SystemExit(f"{file}, line {number}, is not what `sightline validate --boxes` writes of a picture: let it write the file anew.") from None
    return lines


def boxes(line: dict) -> np.ndarray:
    """One picture's line of `validate --boxes` as the rows that evaluate.decode describes."""
    return np.array([[d["class_id"], d["score"], *d["box"], d.get("further", False)] for d in line["detections"]]).reshape(-1, 7)
