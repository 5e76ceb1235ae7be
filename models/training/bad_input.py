#!/usr/bin/env python3
"""What people get wrong must end in one sentence that names the place: never in a traceback, never in a silent wrong result.

Each case spoils a set of four small pictures, or a command, in one way. All cases are run; exit code 1 where one answers otherwise.
"""

import contextlib
import io
import json
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import cv2
import numpy as np
import torch
from torch import distributed

import export
import quantise
import train
from sightline_training import network

LIMIT = 120  # seconds a call: some of what is refused here would never end
TRAINING_MAKES = "sightline-train-"  # how the temporary folders begin


class Wrong(Exception):
    pass


def late(*_: object) -> None:
    raise TimeoutError("it did not end")


def call(script, *words: object) -> tuple[str | None, str]:
    """Runs a script here; -> the sentence that ended it (None where it went through), and what it printed."""
    printed, sentence = io.StringIO(), None
    signal.signal(signal.SIGALRM, late)
    signal.alarm(LIMIT)
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


class Own:
    """A scratch folder with somebody's own set: two parts with a defect each, two good ones, two classes."""

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
        """Writes one more, of whatever kind its name says; -> the bytes of its file."""
        cv2.imwrite(str(self.set / name), np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8))
        return (self.set / name).read_bytes()

    def train(self, **settings: object) -> tuple[str | None, str]:
        """A step of training on it, with some settings of one's own; None leaves one out."""
        values = {"run": self.run, "network": "slim", "train": f"yolo:{self.set}", "val": f"yolo:{self.set}", "width": 96, "height": 64,
                  "batch": 2, "workers": 1, "steps": 1} | settings
        words = [word for key, value in values.items() if value is not None for word in (f"--{key.replace('_', '-')}", value)]
        return call(train, *[word for word in words if word is not True])

    def bundle(self) -> Path:
        """What a step of training and an export come to."""
        self.went(self.train())
        self.went(self.export())
        return self.scratch / "bundle"

    def export(self, **settings: object) -> tuple[str | None, str]:
        values = {"name": "own", "terms": "Apache-2.0.", "description": "Parts", "network": "slim", "width": 96, "height": 64,
                  "checkpoint": self.run / "last.pt", "out": self.scratch / "bundle"} | settings
        return call(export, *[word for key, value in values.items() for word in (f"--{key}", value)])

    def quantise(self, bundle: Path, out: Path) -> tuple[str | None, str]:
        return call(quantise, "--bundle", bundle, "--data", f"yolo:{self.set}", "--out", out)

    @staticmethod
    def refused(answer: tuple[str | None, str], *pieces: str) -> None:
        """It must have ended in one sentence that holds these pieces."""
        sentence, printed = answer
        if sentence is None:
            raise Wrong(f"went through: {printed.strip().splitlines()[:1]}")
        if "\n" in sentence or not sentence.endswith(".") or any(piece not in sentence for piece in pieces):
            raise Wrong(f"expected one sentence with {pieces}, was: {sentence!r} {printed.strip()[-200:]}")

    @staticmethod
    def went(answer: tuple[str | None, str], *pieces: str) -> str:
        """It must have gone through and have said these pieces; -> all that it said."""
        sentence, printed = answer
        if sentence is not None or any(piece not in printed for piece in pieces):
            raise Wrong(f"expected to hear {pieces}, ended with {sentence!r} and said: {printed.strip()[:600]}")
        return printed


CASES: list[Callable[[Own], None]] = []


def case(check: Callable[[Own], None]) -> Callable[[Own], None]:
    CASES.append(check)
    return check


def label(name: str, content: str | bytes, *pieces: str) -> None:
    """A case: the second label file says this, and is refused by its name and these pieces."""

    def check(own: Own) -> None:
        own.text("labels/p1.txt", content)
        own.refused(own.train(), "labels/p1.txt", *pieces)

    check.__name__ = name
    case(check)


def setting(*pieces: str, **settings: object) -> None:
    """A case: these settings of train.py are refused with these pieces."""
    check = lambda own: own.refused(own.train(**settings), *pieces)
    check.__name__ = ", ".join(f"--{key} {value}" for key, value in settings.items())
    case(check)


GOOD_LINE = "0 0.5 0.5 0.2 0.2\n"
label("outline", GOOD_LINE + "1 0.1 0.1 0.3 0.1 0.3 0.3 0.1 0.3\n", "line 2", "segmentation")
label("outline of three corners", GOOD_LINE + "1 0.1 0.1 0.3 0.1 0.3 0.3\n", "line 2", "segmentation")
label("a confidence", "1 0.5 0.5 0.2 0.2 0.9\n", "line 1", "confidence")
label("in pixels", GOOD_LINE + "\n1 48 32 20 20\n", "line 3", "pixels")
label("negative width", "1 0.5 0.5 -0.2 0.2\n", "line 1", "width")
label("no height", "1 0.5 0.5 0.2 0\n", "line 1", "height")
label("words", "dent 0.5 0.5 0.2 0.2\n", "line 1", "'dent'")
label("commas", "1,0.5,0.5,0.2,0.2\n", "line 1", "spaces")
label("decimal commas", "1 0,5 0,5 0,2 0,2\n", "line 1", "'0,5'")
label("four numbers", "1 0.5 0.5 0.2\n", "line 1", "4 numbers")
label("not a number", "1 nan 0.5 0.2 0.2\n", "line 1", "'nan'")
label("UTF-16", "1 0.5 0.5 0.2 0.2\n".encode("utf-16"), "UTF-8")
label("a class and a half", "0.5 0.5 0.5 0.2 0.2\n", "line 1", "0.5")
label("class out of range", GOOD_LINE + "2 0.5 0.5 0.2 0.2\n", "line 2", "class 2")

setting("--width", "100", "32", width=100)
setting("--height", "32", height=0)
setting("--batch", batch=0)
setting("--minutes", minutes=0, steps=None)
setting("--minutes", minutes=-1, steps=None)
setting("--minutes", minutes="nan", steps=None)
setting("--steps", steps=0)
setting("--workers", workers=0)
setting("--lr", lr=0)
setting("--lr", lr=-0.1)
setting("--warmup", warmup=0)
setting("nowhere", "no folder", train="yolo:/nowhere")
setting("yolo:/nowhere", train="/nowhere")
setting("comma", train="yolo:/some,where")
setting("nowhere.pt", init="/nowhere.pt")


@case
def a_byte_order_mark_is_no_fault(own: Own) -> None:
    own.text("labels/p1.txt", b"\xef\xbb\xbf" + b"1 0.5 0.5 0.2 0.2\r\n")
    own.went(own.train(), "4 pictures (2 good)")


@case
def a_picture_without_labels_is_no_good_part(own: Own) -> None:
    (own.set / "labels" / "p2.txt").unlink()
    own.went(own.train(), "1 picture", "p2.png", "3 pictures (1 good)")


@case
def a_label_without_picture(own: Own) -> None:
    own.text("labels/lost.txt", GOOD_LINE)
    own.went(own.train(), "1 label", "lost.txt", "4 pictures (2 good)")


@case
def a_box_outside_the_picture(own: Own) -> None:
    own.text("labels/p0.txt", GOOD_LINE + "0 1.5 0.5 0.2 0.2\n")
    own.text("labels/p1.txt", "0 1.5 0.5 0.2 0.2\n")  # neither bad nor good, then
    own.went(own.train(), "2 label", "p0.txt, line 2", "3 pictures (2 good)")


@case
def folders_within_images(own: Own) -> None:
    own.move("images/p0.png", "images/monday/p0.png")
    own.move("labels/p0.txt", "labels/monday/p0.txt")
    own.went(own.train(), "4 pictures (2 good)")


@case
def two_pictures_of_one_label(own: Own) -> None:
    own.picture("images/p0.bmp")
    own.refused(own.train(), "p0.txt", "p0.bmp", "p0.png")


@case
def a_picture_cut_in_half(own: Own) -> None:
    whole = own.picture("images/p4.jpg")
    own.text("images/p4.jpg", whole[: len(whole) // 2])
    own.text("labels/p4.txt", "")
    own.refused(own.train(), "p4.jpg", "cut off")


@case
def other_kinds_of_picture(own: Own) -> None:
    for name in ("p4.tif", "p5.webp"):
        own.picture(f"images/{name}")
        own.text(f"labels/{name[:2]}.txt", "")
    own.text("images/p6.heic", b"?")
    own.went(own.train(), "6 pictures (4 good)", "p6.heic")


@case
def no_picture_that_is_read(own: Own) -> None:
    for picture in (own.set / "images").iterdir():
        picture.rename(picture.with_suffix(".heic"))
    own.refused(own.train(), "images", ".png")


@case
def good_parts_only(own: Own) -> None:
    own.text("labels/p0.txt", "")
    own.text("labels/p1.txt", "")
    own.refused(own.train(), "good")


@case
def no_labels(own: Own) -> None:
    shutil.rmtree(own.set / "labels")
    own.refused(own.train(), "labels")


@case
def no_images(own: Own) -> None:
    shutil.rmtree(own.set / "images")
    own.refused(own.train(), "images")


@case
def the_layout_of_ultralytics(own: Own) -> None:
    for kind in ("images", "labels"):
        own.move(kind, "kept")
        own.move("kept", f"{kind}/train")
        (own.set / kind / "val").mkdir()
    own.move("classes.txt", "old")
    own.text("data.yaml", "path: .\ntrain: images/train\nval: images/val\nnames:\n  0: scratch\n  1: dent\n")
    own.refused(own.train(), f"yolo:{own.set}/images/train")
    there = f"yolo:{own.set}/images/train"
    own.went(own.train(train=there, val=there), "4 pictures (2 good)")


@case
def the_root_of_roboflow(own: Own) -> None:
    for kind in ("images", "labels"):
        own.move(kind, f"train/{kind}")
    (own.set / "valid" / "images").mkdir(parents=True)
    own.refused(own.train(), f"yolo:{own.set}/train")
    own.went(own.train(train=f"yolo:{own.set}/train/images", val=f"yolo:{own.set}/train"), "4 pictures (2 good)")


@case
def the_number_of_classes(own: Own) -> None:
    own.move("classes.txt", "old")
    own.text("data.yaml", "nc: 3\nnames: [scratch, dent]\n")
    own.refused(own.train(), "data.yaml", "nc", "3")


@case
def two_lists_of_classes(own: Own) -> None:
    own.text("data.yaml", "names: [dent, scratch]\n")
    own.refused(own.train(), "classes.txt", "data.yaml")


@case
def a_gap_in_the_list_of_classes(own: Own) -> None:
    own.text("classes.txt", "scratch\n\ndent\n\n")
    own.refused(own.train(), "classes.txt")


@case
def classes_in_latin_1(own: Own) -> None:
    own.text("classes.txt", "scratch\nBöse\n".encode("latin-1"))
    own.refused(own.train(), "classes.txt", "line 2", "UTF-8")


@case
def a_broken_list_of_classes(own: Own) -> None:
    own.move("classes.txt", "old")
    own.text("data.yaml", "path: .\nnames: [scratch, dent\nnc: 2\n")
    own.refused(own.train(), "data.yaml", "line 3")


@case
def a_run_that_is_a_file(own: Own) -> None:
    own.run.write_text("?")
    own.refused(own.train(), str(own.run))


@case
def defects_too_large(own: Own) -> None:
    for i in range(2):
        own.picture(f"images/p{i}.png", 320, 640)
    own.text("labels/p0.txt", "0 0.5 0.5 0.5 0.5\n")
    own.refused(own.train(width=640, height=320), "1 of 2", "240", "--width 448 --height 224", "--allow-large")
    own.went(own.train(width=640, height=320, allow_large=True), "1 of 2", "--width 448 --height 224")
    own.text("labels/p1.txt", 3 * GOOD_LINE)
    shutil.rmtree(own.run)
    own.went(own.train(width=640, height=320), "1 of 4", "--width 448 --height 224")
    shutil.rmtree(own.run)
    if "larger" in own.went(own.train(width=448, height=224)):
        raise Wrong("a size that was said to fit does not")


@case
def the_processor_decides_the_arithmetic(own: Own) -> None:
    real, asked = torch.autocast, []
    note = lambda *words, **more: asked.append(more["enabled"]) or real(*words, **more)
    without = {"architecture": "x86_64", "avx512_f": True}
    for has, bfloat16 in ((without, False), (without | {"avx512_bf16": True}, True), (without | {"amx_bf16": True, "amx_tile": True}, True)):
        shutil.rmtree(own.run, ignore_errors=True)
        asked.clear()
        with mock.patch("torch.cpu.get_capabilities", return_value=has), mock.patch("torch.autocast", note):
            said = own.went(own.train())
        if set(asked) != {bfloat16} or ("float32" in said) == bfloat16:
            raise Wrong(f"with {has} bfloat16 was {asked}, and said was {said[:200]}")


@case
def another_network(own: Own) -> None:
    own.went(own.train())
    own.refused(own.train(network="slim-deep", steps=2), "last.pt", "slim-deep", "slim")
    own.refused(own.export(network="slim-deep"), "last.pt", "slim-deep", "slim")
    if json.loads((own.run / "run.json").read_text())["network"] != "slim":
        raise Wrong("what was refused has changed run.json")
    state = torch.load(own.run / "last.pt", weights_only=True)
    torch.save({k: v for k, v in state.items() if k in ("network", "average", "updates", "optimiser", "step", "spent", "classes")},
               own.run / "last.pt")  # as they were before they had a name
    own.refused(own.train(network="slim-deep", steps=2), "last.pt", "slim-deep")
    own.refused(own.export(network="slim-deep"), "last.pt", "slim-deep")
    own.went(own.export())
    own.went(own.train(steps=2), "goes on at step 1")


@case
def beginnings(own: Own) -> None:
    own.went(own.train(network="slim-deep"))
    own.refused(own.train(run=own.scratch / "other", init=own.run / "last.pt"), "last.pt", "slim-deep")
    own.refused(own.train(run=own.scratch / "other", init=own.set / "classes.txt"), "classes.txt")
    own.text("junk.onnx", "nothing of the kind")
    own.refused(own.train(run=own.scratch / "other", init=own.set / "junk.onnx"), "junk.onnx")
    own.refused(own.train(run=own.scratch / "other", init=own.set), "folder")
    own.refused(own.export(checkpoint=own.set / "junk.onnx"), "junk.onnx")
    own.refused(own.export(checkpoint=own.set / "classes.txt"), "classes.txt")
    own.refused(own.export(checkpoint=own.set / "nowhere.pt"), "nowhere.pt")
    own.text("../run/last.pt", "cut off")
    own.refused(own.train(network="slim-deep", steps=2), "last.pt")


@case
def bundles(own: Own) -> None:
    bundle = own.bundle()
    before = (bundle / "model.onnx").read_bytes()
    own.refused(own.quantise(bundle, bundle.parent / "." / "bundle"), "--out")
    if (bundle / "model.onnx").read_bytes() != before:
        raise Wrong("quantise.py overwrote the float32 network")
    small = own.scratch / "int8"
    own.went(own.quantise(bundle, small))
    own.refused(own.quantise(small, own.scratch / "again"), "int8")
    own.refused(own.quantise(own.set, own.scratch / "again"), "bundle.json")
    own.refused(own.export(checkpoint=small / "model.onnx"), "model.onnx", "INT8")
    own.refused(own.train(run=own.scratch / "other", init=small / "model.onnx"), "model.onnx", "INT8")
    own.refused(own.export(network="yolov9t", checkpoint=bundle / "model.onnx"), "model.onnx", "yolov9t")
    own.refused(own.export(width=100), "--width", "32")
    if "Warning" in own.went(own.export(width=128), "96x64"):
        raise Wrong("export.py shows a warning of PyTorch's")


@case
def nothing_stays_behind(own: Own) -> None:
    there = lambda: set(Path(tempfile.gettempdir()).glob(TRAINING_MAKES + "*"))
    before = there()
    for fault in (KeyboardInterrupt, RuntimeError):
        with contextlib.suppress(KeyboardInterrupt, RuntimeError), mock.patch.object(network.Loss, "__call__", side_effect=fault):
            own.train()
    if there() - before:
        raise Wrong(f"a run that fails leaves {there() - before}")


@case
def the_first_line_after_a_stop(own: Own) -> None:
    own.went(own.train(steps=45, batch=1))
    real, seen = network.Loss.__call__, []
    note = lambda *words: seen.append(real(*words)) or seen[-1]
    with mock.patch.object(network.Loss, "__call__", note):
        own.went(own.train(steps=50, batch=1))
    logged = [json.loads(line) for line in (own.run / "log.jsonl").read_text().splitlines()]
    loss = next(line["loss"] for line in logged if "loss" in line)
    mean = float(np.mean([losses["total_loss"].item() for losses in seen]))
    if len(seen) != 5 or abs(loss - mean) > 1e-3 * mean:
        raise Wrong(f"the {len(seen)} steps after a stop had a loss of {mean:.3f}, logged was {loss:.3f}")


def main() -> None:
    began, wrong = time.time(), []
    for check in CASES:
        with tempfile.TemporaryDirectory(prefix="sightline-bad-input-") as scratch:
            try:
                check(Own(Path(scratch)))
            except Exception as e:  # whatever it is, the others are to be run, too
                wrong.append(f"{check.__name__}: {'' if isinstance(e, Wrong) else type(e).__name__ + ': '}{e}")
    if wrong:
        raise SystemExit("Answered otherwise than expected:\n" + "\n".join(wrong))
    print(f"{len(CASES)} kinds of bad input are answered as they should be, {time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
