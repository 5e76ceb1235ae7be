#!/usr/bin/env python3
"""What people get wrong must end in one sentence that names the place: never in a traceback, never in a silent wrong result.

Each case spoils a set of four small pictures (bad_sets.py), or a command (here), in one way. All cases are run; exit code 1
where one answers otherwise.
"""

import contextlib
import json
import shutil
import tempfile
import time
import warnings
from pathlib import Path
from unittest import mock

import numpy as np
import torch

import bad_sets  # noqa: F401, whose cases are run with those below
import choose_limits
import int8_gate
import parity
import validate
from own_set import CASES, GOOD_LINE, Own, Wrong, call, case
from sightline_training import network

TRAINING_MAKES = "sightline-train-"  # how the temporary folders begin


def setting(*pieces: str, **settings: object) -> None:
    """A case: these settings of train.py are refused with these pieces."""
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
setting("nowhere", "no folder", train="yolo:/nowhere")
setting("yolo:/nowhere", train="/nowhere")
setting("comma", train="yolo:/some,where")
setting("nowhere.pt", init="/nowhere.pt")
setting("templates", crops=32, classes="open,short,mousebite,spur,copper,pin-hole")
setting("--minutes", minutes="inf", steps=None)


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
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        own.went(own.export(width=128), "96x64")
    if any("ONNX export" in str(warning.message) for warning in shown):
        raise Wrong("export.py shows PyTorch's advice on its exporter")


@case
def no_bundle_is_lost_to_random_weights(own: Own) -> None:
    bundle = own.bundle()
    before = (bundle / "model.onnx").read_bytes()
    own.refused(own.export(checkpoint=None), "--checkpoint", "--untrained")
    own.refused(own.export(untrained=True), "--checkpoint", "--untrained")
    own.refused(own.export(checkpoint=None, untrained=True), "--untrained", str(bundle))
    if (bundle / "model.onnx").read_bytes() != before:
        raise Wrong("export.py wrote random weights over a network")
    own.went(own.export(checkpoint=None, untrained=True, out=own.scratch / "untrained"))


@case
def limits_that_were_chosen(own: Own) -> None:
    def limits(folder: Path, chosen: dict | None = None) -> dict:
        file = folder / "bundle.json"
        said = json.loads(file.read_text())
        if chosen:
            file.write_text(json.dumps(said | {"classConfidence": chosen, "confidence": min(chosen.values())}))
        return said["classConfidence"]

    def must_be(folder: Path, chosen: dict) -> None:
        if limits(folder) != chosen or json.loads((folder / "bundle.json").read_text())["confidence"] != min(chosen.values()):
            raise Wrong(f"the limits of {folder.name} were {chosen}, and are {limits(folder)}")

    bundle, small = own.bundle(), own.scratch / "int8"
    fine, coarse = {"scratch": 0.61, "dent": 0.52}, {"scratch": 0.7, "dent": 0.8}
    limits(bundle, fine)
    own.went(own.export(), "keeps the limits")
    must_be(bundle, fine)
    own.went(own.quantise(bundle, small))
    must_be(small, fine)
    limits(small, coarse)
    own.went(own.quantise(bundle, small), "keeps the limits")
    must_be(small, coarse)
    said = json.loads((bundle / "bundle.json").read_text())
    (bundle / "bundle.json").write_text(json.dumps(said | {"classes": ["dent", "scratch"]}))
    own.went(own.export(), "0.35", "validate.py --choose")
    must_be(bundle, {"scratch": 0.35, "dent": 0.35})


@case
def an_int8_network_that_is_worse(own: Own) -> None:
    # The station is a command that prints the figures that lie in the bundle: how they come about is smoke.py's matter.
    bundles = {"float32": (0.98, 0.995), "int8": (0.978, 0.9945), "worse": (0.9765, 0.995), "parts": (0.98, 0.9935), "unknown": (None, 1)}
    for name, (map50, accuracy) in bundles.items():
        own.text(f"{name}/bundle.json", json.dumps({"name": "own", "classes": ["dent"], "input": {}, "precision": "fp32" if name == "float32" else "int8",
                                                    "confidence": 0.5, "classConfidence": {"dent": 0.5}}))
        own.text(f"{name}/model.onnx", json.dumps({"map50": map50, "part_accuracy": {"value": accuracy}}))
    gate = lambda bundle, *more: call(int8_gate, "--bundle", own.set / bundle, "--against", own.set / "float32", "--data", own.set, "--sightline",
                                      "sh -c 'cat \"$3/model.onnx\"' --", *more)
    own.went(gate("int8"), "a fall of 0.0020", "a fall of 0.0005")
    own.refused(gate("worse"), "mAP50 falls by 0.0035")
    own.went(gate("worse", "--map50", 0.0035))
    own.refused(gate("parts"), "part accuracy falls by 0.0015")
    own.went(gate("parts", "--accuracy", 0.0015))
    own.refused(gate("unknown"), "mAP50", "not measurable")
    own.refused(gate("float32"), "INT8")


@case
def parity_needs_a_defect(own: Own) -> None:
    bundle = own.bundle()
    for i in range(4):
        own.text(f"labels/p{i}.txt", "")
    own.refused(call(parity, "--bundle", bundle, "--network", "slim", "--checkpoint", own.run / "last.pt", "--data", f"yolo:{own.set}"), str(own.set), "defect")


@case
def answers_of_other_pictures(own: Own) -> None:
    answers, other = own.scratch / "answers.jsonl", own.scratch / "other"
    choose = lambda data: call(choose_limits, "--answers", answers, "--data", data)
    answer = lambda name: json.dumps({"image": name, "width": 96, "height": 64, "detections": []}) + "\n"
    answers.write_text(answer("images/p0.png") + answer("images/p2.png"))
    own.went(choose(f"yolo:{own.set}"), "1 of 2 parts")
    shutil.copytree(own.set, other)
    own.refused(choose(f"yolo:{own.set},yolo:{other}"), "p0.png", str(own.set), str(other))
    answers.write_text(answer("images/p0.png") + answer("images/p9.png"))
    own.refused(choose(f"yolo:{own.set}"), "answers.jsonl", "images/p9.png")


@case
def sets_of_one_kind_of_part(own: Own) -> None:
    bundle, out = own.bundle(), own.scratch / "figures.json"

    def no_json(word: str) -> None:
        raise Wrong(f"{word} is no JSON")

    for labels, unknown in ((GOOD_LINE, ("at_bad_share",)), ("", ("at_bad_share", "map50", "map50_95"))):
        for i in range(4):
            own.text(f"labels/p{i}.txt", labels)
        own.went(call(validate, "--bundle", bundle, "--data", f"yolo:{own.set}", "--out", out))
        figures = json.loads(out.read_text(), parse_constant=no_json)
        figures |= figures["part_accuracy"]
        if tuple(key for key, value in sorted(figures.items()) if value is None) != unknown:
            raise Wrong(f"of parts with the label {labels!r} known is {figures}")


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
            except Exception as e:  # whatever it is, the others are to be run, too
                wrong.append(f"{check.__name__}: {'' if isinstance(e, Wrong) else type(e).__name__ + ': '}{e}")
    if wrong:
        raise SystemExit("Answered otherwise than expected:\n" + "\n".join(wrong))
    print(f"{len(CASES)} kinds of bad input are answered as they should be, {time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
