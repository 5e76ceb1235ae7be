#!/usr/bin/env python3
"""Checks that user errors end in one sentence that names the place, never in a traceback or a silently wrong result.

Each case spoils one thing in a set of four small pictures (bad_sets.py, bad_pictures.py), in boards (bad_boards.py), in a bundle (bad_bundles.py),
in a run (bad_runs.py), in where the station lies (bad_station.py) or in a command (here). All cases are run; exits with code 1 if any of them does not give the expected answer.
"""

import contextlib
import json
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path
from unittest import mock

import numpy as np
import torch

import bad_boards  # noqa: F401, registers its cases
import bad_bundles  # noqa: F401
import bad_layouts  # noqa: F401
import bad_pictures  # noqa: F401
import bad_runs  # noqa: F401
import bad_sets  # noqa: F401
import bad_station  # noqa: F401
import bad_teachers  # noqa: F401
import choose_limits
import train
from own_set import CASES, GOOD_LINE, Own, Wrong, call, case
from sightline_training import network, training_set, yolo_set

TRAINING_MAKES = "sightline-train-"  # prefix of temporary folders


def setting(*pieces: str, **settings: object) -> None:
    """Adds a case: train.py refuses these settings with a message that contains these pieces."""
    check = lambda own: own.refused(own.train(**settings), *pieces)
    check.__name__ = ", ".join(f"--{key} {value}" for key, value in settings.items())
    case(check)


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
setting("--average", average=99.8)
setting("--weight-decay", weight_decay=-1)
setting("--good-share", good_share=20)
setting("--bad-share", bad_share=10)
setting("--warped", crops=32, warped=35)
setting("--drawn", crops=32, drawn=-0.1)
setting("--crops 288", crops=300)
setting("--crops 32", crops=0)
setting("--crops 32", crops=-320)
setting("--val-limit", val_limit=-1)
setting("nowhere", "no folder", train="yolo:/nowhere")
setting("yolo:/nowhere", train="/nowhere")
setting("comma", train="yolo:/some,where")
setting("nowhere.pt", init="/nowhere.pt")
setting("--minutes", minutes="inf", steps=None)
setting("--crops", designs="/nowhere")
setting("--warped 0.8", "--designed 0.3", crops=32, designs="/nowhere", warped=0.8)


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
    own.text("labels/p1.txt", "".join(f"0 {x} 0.5 0.2 0.2\n" for x in (0.3, 0.5, 0.7)))
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
    for more, bfloat16 in (({}, False), ({"avx512_bf16": True}, True), ({"amx_bf16": True, "amx_tile": True}, True)):
        has = without | more
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
               own.run / "last.pt")  # as saved before checkpoints named their network
    own.refused(own.train(network="slim-deep", steps=2), "last.pt", "slim-deep")
    own.refused(own.export(network="slim-deep"), "last.pt", "slim-deep")
    own.went(own.export())
    own.went(own.train(steps=2), "goes on at step 1")


@case
def another_run(own: Own) -> None:
    own.went(own.train(seed=3))
    own.refused(own.train(seed=4, steps=2), "run.json", "--seed", "3", "4")
    own.refused(own.train(seed=3, steps=2, lr=1e-3), "--lr", "0.002", "0.001")
    own.refused(own.train(seed=3, steps=2, grey=True), "--grey")
    shutil.copytree(own.set, own.scratch / "other")
    own.refused(own.train(seed=3, steps=2, train=f"yolo:{own.scratch / 'other'}"), "--train", str(own.set))
    own.went(own.train(seed=3, steps=2, val_every=9, save_minutes=1, val=f"yolo:{own.scratch / 'other'}", fp32=True), "goes on at step 1")
    own.text("../run/run.json", json.dumps({"seed": "3"}))  # from an older train.py with fewer settings
    own.went(own.train(seed=3, steps=3), "goes on at step 2")
    own.text("../run/run.json", "cut off")
    own.refused(own.train(seed=3, steps=4), "run.json")


@case
def another_training_set(own: Own) -> None:
    own.went(own.train())
    pieces = "run.json", "2 labels", "--init", "last.pt"
    label = (own.set / "labels" / "p0.txt").read_text()
    own.text("labels/p0.txt", label.replace("0 0.5", "1 0.5"))
    own.refused(own.train(steps=2), *pieces)
    own.text("labels/p0.txt", "\n" + label)  # the same labels
    picture = (own.set / "images" / "p3.png").read_bytes()
    own.text("images/p3.png", picture + b"\0")
    own.refused(own.train(steps=2), *pieces)
    own.text("images/p3.png", picture)
    own.move("images/p3.png", "kept.png")
    own.refused(own.train(steps=2), "4 pictures", "3 pictures", *pieces)
    own.move("kept.png", "images/p4.png")
    own.move("labels/p3.txt", "labels/p4.txt")
    own.refused(own.train(steps=2), *pieces)
    own.move("images/p4.png", "images/p3.png")
    own.move("labels/p4.txt", "labels/p3.txt")
    shutil.copytree(own.set, own.scratch / "other")
    (own.scratch / "other" / "labels" / "p0.txt").write_text("")  # the validation set may change
    own.went(own.train(steps=2, val=f"yolo:{own.scratch / 'other'}"), "goes on at step 1")


@case
def a_training_set_is_its_pictures_in_any_order(own: Own) -> None:
    own.text("labels/p0.txt", GOOD_LINE + "1 0.3 0.3 0.2 0.2\n")
    sources = yolo_set.read_yolo(own.set)
    said = training_set.of(sources, [own.set])
    own.text("labels/p0.txt", "1 0.3 0.3 0.2 0.2\n" + GOOD_LINE)
    if training_set.of(yolo_set.read_yolo(own.set)[::-1], [own.set]) != said:
        raise Wrong("the order of pictures or labels makes another set of them")
    moved = own.scratch / "moved"
    own.set.rename(moved)
    if training_set.of(yolo_set.read_yolo(moved), [moved]) != said:
        raise Wrong("a set that was moved is another one")


@case
def a_run_that_is_over(own: Own) -> None:
    own.went(own.train(steps=2))
    own.went(own.train(steps=2), "over at step 2", "--steps", "--run")
    own.went(own.train(steps=None, minutes=1e-9), "over at step 2", "--minutes")
    if "is over" in own.went(own.train(steps=3), "goes on at step 2"):
        raise Wrong("a run that has steps to make is said to be over")


@case
def judged_by_what_was_learnt(own: Own) -> None:
    own.went(own.train(), "4 of the 4 pictures of --val", "--train")
    shutil.rmtree(own.run)
    other = own.scratch / "other"
    shutil.copytree(own.set, other)
    for i in range(3):
        (other / "images" / f"p{i}.png").write_bytes(own.picture(f"../p{i}.png", 64, 90 - i))
    (other / "images" / "p3.png").rename(other / "images" / "p9.png")
    (other / "labels" / "p3.txt").rename(other / "labels" / "p9.txt")
    own.went(own.train(val=f"yolo:{other}"), "1 of the 4 pictures of --val", "p9.png", "p3.png")
    shutil.rmtree(own.run)
    (other / "images" / "p9.png").write_bytes(own.picture("../p9.png", 64, 91))
    if "--val" in own.went(own.train(val=f"yolo:{other}")):
        raise Wrong("sets that have no picture in common are said to have some")


@case
def a_worker_that_dies(own: Own) -> None:
    real = train.Batches.make

    def make(batches: train.Batches, number: int, worker: int = 0) -> object:
        if worker and number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(batches, number, worker)

    with mock.patch.object(train.Batches, "make", make):
        own.refused(own.train(workers=2, steps=4), "worker", "memory", "nothing was saved", "--workers 1")
        own.refused(own.train(workers=2, steps=4, save_minutes=1e-9), "worker", "memory", f"goes on from {own.run / 'last.pt'}", "--workers 1", "--init")
    own.went(own.train(workers=2, steps=4), "goes on at step 2")


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
def answers_of_no_such_family(own: Own) -> None:
    answers, place = own.scratch / "answers.jsonl", f"yolo:{own.set}"
    lines = [{"image": f"images/p{i}.png", "width": 96, "height": 64, "detections": []} for i in range(4)]
    lines[1]["detections"] = [{"class_id": 1, "score": 0.99, "box": [38.4, 25.6, 57.6, 38.4]}]
    answers.write_text("".join(json.dumps(line) + "\n" for line in lines))
    own.went(call(choose_limits, "--answers", answers, "--data", place, "--only", f"{answers}=p0,p1"), "2 parts")
    own.refused(call(choose_limits, "--answers", answers, "--data", place, "--only", f"{answers}=99999,88888"), str(answers), "99999, 88888")
    apart = lambda counted: call(choose_limits, "--answers", answers, "--data", place, "--only", f"{answers}=p0,p2", "--count", counted)
    said = own.went(apart(f"{answers}=p1"), "0 of 1 parts", "1 of 2 parts")
    if own.went(apart(answers)).splitlines()[-1] != said.splitlines()[-1]:
        raise Wrong("answers that are only counted change the limits")
    own.refused(apart(f"{answers}=99999"), str(answers), "99999")
    answers.write_text("")
    own.refused(call(choose_limits, "--answers", answers, "--data", place), str(answers), "no answer")


@case
def nothing_stays_behind(own: Own) -> None:
    there = lambda: set(Path(tempfile.gettempdir()).glob(TRAINING_MAKES + "*"))
    before = there()
    with mock.patch.object(network.Loss, "__call__", side_effect=KeyboardInterrupt):
        own.refused(own.train(), "Stopped")
    with mock.patch.object(network.Loss, "__call__", side_effect=RuntimeError), contextlib.suppress(RuntimeError):
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
            except Exception as e:  # any failure: the other cases must still run
                wrong.append(f"{check.__name__}: {'' if isinstance(e, Wrong) else type(e).__name__ + ': '}{e}")
    if wrong:
        raise SystemExit("Cases that did not give the expected answer:\n" + "\n".join(wrong))
    print(f"{len(CASES)} kinds of bad input are answered as they should be, {time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
