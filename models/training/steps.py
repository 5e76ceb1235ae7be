"""Runs the scripts of this folder for smoke.py: captures their output and names the step that failed."""

import contextlib
import importlib
import os
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path

from own_set import call

HERE = Path(__file__).resolve().parent
LIMIT = 600  # seconds per step, enough for a busy machine


class Failed(Exception):
    pass


class Steps:
    """Steps in a scratch folder, one script each, run in this process because PyTorch takes seconds to start, or beside it."""

    def __init__(self, scratch: Path):
        self.scratch, self.began = scratch, time.time()
        # Write nothing into the checkout.
        os.environ |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore"}
        sys.dont_write_bytecode = True
        warnings.simplefilter("ignore")

    def say(self, text: str) -> None:
        print(f"{time.time() - self.began:5.0f} s  {text}", flush=True)

    def python(self, script: str, *arguments: object) -> str:
        """Runs a script of this folder in this process and shows the last line of its output; -> the output."""
        try:
            sentence, printed = call(importlib.import_module(script.removesuffix(".py")), *arguments, limit=LIMIT)
        except Exception:  # any failure: name the step
            raise Failed(f"{script}:\n{traceback.format_exc()}") from None
        if sentence is not None:
            raise Failed(f"{script}: {sentence}\n{printed[-4000:]}")
        self.say(f"{script}: {printed.strip().splitlines()[-1][:150] if printed.strip() else 'done'}")
        return printed

    def refused(self, piece: str, script: str, *arguments: object) -> None:
        """Runs a step that must fail with a message that contains `piece`."""
        try:
            self.python(script, *arguments)
        except Failed as refusal:
            if piece not in str(refusal):
                raise
            self.say(f"{script} fails, as it must: {piece}")
        else:
            raise Failed(f"{script} let pass what is wrong: expected was '{piece}'")

    @contextlib.contextmanager
    def beside(self, script: str, *arguments: object) -> Iterator[None]:
        """Runs a script in a separate process alongside the body of the `with` statement."""
        with tempfile.TemporaryFile("w+", dir=self.scratch) as output:
            process = subprocess.Popen([sys.executable, str(HERE / script), *map(str, arguments)], stdout=output, stderr=subprocess.STDOUT)
            try:
                yield
                process.wait(LIMIT)
            except subprocess.TimeoutExpired:
                raise Failed(f"{script} took more than {LIMIT} s") from None
            finally:
                process.kill()
                process.wait()
            output.seek(0)
            printed = output.read().strip()
        if process.returncode:
            raise Failed(f"{script}, exit code {process.returncode}:\n{printed[-4000:]}")
        self.say(f"{script}, beside: {printed.splitlines()[-1][:150] if printed else 'done'}")
