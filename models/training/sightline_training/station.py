"""Calls the station's own program."""

import shlex
import subprocess
from pathlib import Path

import numpy as np

COMMAND = str(Path(__file__).resolve().parents[3] / "sightline")


def call(command: str, *arguments: object) -> str:
    """Runs a `sightline` command; -> its standard output. The command itself reports errors on standard error."""
    words = [*shlex.split(command), *map(str, arguments)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"`sightline {arguments[0]}` failed (exit code {done.returncode}).")
    return done.stdout


def boxes(line: dict) -> np.ndarray:
    """One picture's line of `validate --boxes` as the rows that evaluate.decode describes."""
    return np.array([[d["class_id"], d["score"], *d["box"], d.get("further", False)] for d in line["detections"]]).reshape(-1, 7)
