"""Calls the station's own program."""

import shlex
import subprocess
from pathlib import Path

COMMAND = str(Path(__file__).resolve().parents[3] / "sightline")


def call(command: str, *arguments: object) -> str:
    """Runs a `sightline` command; -> its standard output. The command itself reports errors on standard error."""
    words = [*shlex.split(command), *map(str, arguments)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"`sightline {arguments[0]}` failed (exit code {done.returncode}).")
    return done.stdout
