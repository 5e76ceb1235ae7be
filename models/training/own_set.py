"""A user's set in a scratch folder, for bad_input.py's cases to spoil, and the scripts to run on it in this process."""

import contextlib
import io
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import cv2
import numpy as np
from torch import distributed

import export
import quantise
import train

LIMIT = 120  # seconds per call: some of the bad input would otherwise run forever
GOOD_LINE = "0 0.5 0.5 0.2 0.2\n"


class Wrong(Exception):
    pass


def late(*_: object) -> None:
    raise TimeoutError("it did not end")


def call(script, *words: object, limit: int = LIMIT) -> tuple[str | None, str]:
    """Runs a script in this process; -> the message it exited with (None on success), and what it printed."""
    printed, sentence = io.StringIO(), None
    signal.signal(signal.SIGALRM, late)
    signal.alarm(limit)
    try:
        with mock.patch.object(sys, "argv", [script.__name__ + ".py", *map(str, words)]), contextlib.redirect_stdout(printed), \
                contextlib.redirect_stderr(printed):
            script.main()
    except SystemExit as e:
        sentence = str(e)
    finally:
        signal.alarm(0)
        if distributed.is_initialized():
            distributed.destroy_process_group()
    return sentence, printed.getvalue()


def words_of(settings: dict[str, object]) -> list[object]:
    """Settings as command-line arguments; None omits one, True gives a bare flag."""
    words = [word for key, value in settings.items() if value is not None for word in (f"--{key.replace('_', '-')}", value)]
    return [word for word in words if word is not True]


class Own:
    """A scratch folder with a user's set: two parts with one defect each, two good parts, two classes."""

    def __init__(self, scratch: Path):
        self.scratch, self.set, self.run = scratch, scratch / "set", scratch / "run"
        (self.set / "images").mkdir(parents=True)
        (self.set / "labels").mkdir()
        self.text("classes.txt", "scratch\ndent\n")
        rng = np.random.default_rng(0)
        for i in range(4):
            cv2.imwrite(str(self.set / "images" / f"p{i}.png"), rng.integers(0, 255, (64, 96, 3), np.uint8))
            self.text(f"labels/p{i}.txt", f"{i} 0.5 0.5 0.2 0.2\n" if i < 2 else "")

    def text(self, name: str, content: str | bytes) -> None:
        (self.set / name).parent.mkdir(parents=True, exist_ok=True)
        (self.set / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def move(self, name: str, to: str) -> None:
        (self.set / to).parent.mkdir(parents=True, exist_ok=True)
        (self.set / name).rename(self.set / to)

    def picture(self, name: str, height: int = 64, width: int = 96) -> bytes:
        """Writes another picture, in the format given by its suffix; -> the file's contents."""
        cv2.imwrite(str(self.set / name), np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8))
        return (self.set / name).read_bytes()

    def train(self, **settings: object) -> tuple[str | None, str]:
        """Trains on the set for one step, with these settings changed."""
        values = {"run": self.run, "network": "slim", "train": f"yolo:{self.set}", "val": f"yolo:{self.set}", "width": 96, "height": 64,
                  "batch": 2, "workers": 1, "steps": 1} | settings
        return call(train, *words_of(values))

    def bundle(self) -> Path:
        """Trains for one step and exports; -> the bundle."""
        self.went(self.train())
        self.went(self.export())
        return self.scratch / "bundle"

    def export(self, **settings: object) -> tuple[str | None, str]:
        values = {"name": "own", "terms": "Apache-2.0.", "description": "Parts", "network": "slim", "width": 96, "height": 64,
                  "checkpoint": self.run / "last.pt", "out": self.scratch / "bundle"} | settings
        return call(export, *words_of(values))

    def quantise(self, bundle: Path, out: Path) -> tuple[str | None, str]:
        return call(quantise, "--bundle", bundle, "--data", f"yolo:{self.set}", "--out", out)

    @staticmethod
    def refused(answer: tuple[str | None, str], *pieces: str) -> None:
        """Checks that the script exited with one sentence that contains these pieces."""
        sentence, printed = answer
        if sentence is None:
            raise Wrong(f"went through: {printed.strip().splitlines()[:1]}")
        if "\n" in sentence or not sentence.endswith(".") or any(piece not in sentence for piece in pieces):
            raise Wrong(f"expected one sentence with {pieces}, was: {sentence!r} {printed.strip()[-200:]}")

    @staticmethod
    def went(answer: tuple[str | None, str], *pieces: str) -> str:
        """Checks that the script succeeded and that its output contains these pieces; -> the output."""
        sentence, printed = answer
        if sentence is not None or any(piece not in printed for piece in pieces):
            raise Wrong(f"expected to hear {pieces}, ended with {sentence!r} and said: {printed.strip()[:600]}")
        return printed


CASES: list[Callable[[Own], None]] = []


def case(check: Callable[[Own], None]) -> Callable[[Own], None]:
    CASES.append(check)
    return check
