"""Cases for bad_input.py: bundles, their limits and figures, and saved results of the station."""

import json
import shutil
import warnings
from pathlib import Path

import torch

import by_defect
import choose_limits
import held_out
import int8_gate
import parity
import validate
from bad_boards import deep_pcb
from own_set import GOOD_LINE, Own, Wrong, call, case


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
def no_bundle_is_lost_to_weights_that_are_no_numbers(own: Own) -> None:
    bundle = own.bundle()
    before = (bundle / "model.onnx").read_bytes()
    state = torch.load(own.run / "last.pt", weights_only=True)
    next(values for values in state["average"].values() if values.ndim > 1)[0] = float("nan")
    torch.save(state, own.run / "last.pt")
    own.refused(own.export(), "last.pt", "not exported")
    if (bundle / "model.onnx").read_bytes() != before:
        raise Wrong("export.py wrote a network that answers no numbers over one that does")


@case
def shares_in_percent(own: Own) -> None:
    """They turn the choice round: the best limits are then those that fail every good part."""
    bundle = own.bundle()
    before = (bundle / "bundle.json").read_bytes()
    for share in (10, -0.1, "nan"):
        own.refused(call(validate, "--bundle", bundle, "--data", f"yolo:{own.set}", "--choose", "--bad-share", share), "--bad-share", "0 to 1")
    if (bundle / "bundle.json").read_bytes() != before:
        raise Wrong("validate.py chose limits for a share that is none")


@case
def limits_of_one_kind_of_part(own: Own) -> None:
    bundle = own.bundle()
    for i in range(4):
        own.text(f"labels/p{i}.txt", GOOD_LINE)
    own.refused(call(validate, "--bundle", bundle, "--data", f"yolo:{own.set}", "--choose"), "all 4 are bad", "empty label file", "without --choose")


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
    said = json.loads((bundle / "bundle.json").read_text())
    (bundle / "bundle.json").write_text(json.dumps(said | {"minimumContrast": 3}))
    own.went(own.export(), "keeps the limits")
    own.went(own.quantise(bundle, small))
    must_be(small, fine)
    if [json.loads((folder / "bundle.json").read_text()).get("minimumContrast") for folder in (bundle, small)] != [3, 3]:
        raise Wrong("what a bundle says of plain parts was lost")
    limits(small, coarse)
    own.went(own.quantise(bundle, small), "keeps the limits")
    must_be(small, coarse)
    said = json.loads((bundle / "bundle.json").read_text())
    (bundle / "bundle.json").write_text(json.dumps(said | {"classes": ["dent", "scratch"]}))
    own.went(own.export(), "0.35", "validate.py --choose")
    must_be(bundle, {"scratch": 0.35, "dent": 0.35})


@case
def an_int8_network_that_is_worse(own: Own) -> None:
    # The station is replaced by a command that prints figures stored in the bundle; smoke.py covers how they are measured.
    bundles = {"float32": (0.98, 0.995), "int8": (0.978, 0.9945), "worse": (0.9765, 0.995), "parts": (0.98, 0.9935), "unknown": (None, 1)}
    for name, (map50, accuracy) in bundles.items():
        own.text(f"{name}/bundle.json", json.dumps({"name": "own", "classes": ["dent"], "input": {}, "precision": "fp32" if name == "float32" else "int8",
                                                    "confidence": 0.5, "classConfidence": {"dent": 0.5}}))
        own.text(f"{name}/model.onnx", json.dumps({"map50": map50, "part_accuracy": {"value": accuracy}}))
    gate = lambda bundle, *more: call(int8_gate, "--bundle", own.set / bundle, "--against", own.set / "float32", "--data", own.set, "--sightline",
                                      "sh -c 'cat \"$3/model.onnx\"' --", *more)
    own.went(gate("int8"), "a fall of 0.0020", "a fall of 0.0005")
    own.refused(gate("worse"), "mAP50 falls by 0.0035", "float32 bundle", "larger set")
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
def answers_are_named_from_the_folder_that_was_judged(own: Own) -> None:
    answers = own.scratch / "answers.jsonl"

    def choose(folder: str, *names: str) -> tuple[str | None, str]:
        answers.write_text("".join(json.dumps({"image": name, "width": 96, "height": 64, "detections": []}) + "\n" for name in names))
        return call(choose_limits, "--answers", answers, "--data", f"yolo:{own.set / folder}")

    own.went(choose("images", "p0.png", "p2.png"), "1 of 2 parts")
    own.went(choose("", "p0.png", "p2.png"), "1 of 2 parts")
    for kind in ("images", "labels"):
        own.move(kind, "kept")
        own.move("kept", f"{kind}/train")
    own.went(choose("images/train", "p0.png", "p2.png"), "1 of 2 parts")
    own.went(choose("images/train", "images/train/p0.png"), "1 of 1 parts")
    own.move("images/train/p2.png", "images/train/lot7/p0.png")  # a good one with the name of a bad one
    own.move("labels/train/p2.txt", "labels/train/lot7/p0.txt")
    own.went(choose("images/train", "p0.png"), "1 of 1 parts")
    own.went(choose("images/train", "lot7/p0.png"), "0 of 1 parts")
    own.refused(choose("images", "p0.png"), "p0.png", "lot7")
    for file in sorted((own.set / "images" / "train").glob("*.png")):
        own.move(f"images/train/{file.name}", f"flat/{file.name}")
        own.move(f"labels/train/{file.stem}.txt", f"flat/{file.stem}.txt")
    own.went(choose("flat", "p0.png", "p3.png"), "1 of 2 parts")


@case
def answers_for_boards_as_published(own: Own) -> None:
    folder, _ = deep_pcb(own, True)
    own.went(call(held_out, "--data", folder, "--families", "10000", "44000", "--out", own.scratch / "all"), "3 boards")
    answers = own.scratch / "answers.jsonl"
    answers.write_text("".join(json.dumps({"image": f"{kind}/44000001.jpg", "width": 96, "height": 96, "detections": []}) + "\n"
                               for kind in ("images", "templates")))
    own.went(call(choose_limits, "--answers", answers, "--data", f"deeppcb-train:{own.scratch / 'all'},deeppcb-val:{own.scratch / 'all'}"), "1 of 2 parts")


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
def answers_that_cannot_be_read(own: Own) -> None:
    answers, place = own.scratch / "answers.jsonl", f"yolo:{own.set}"
    choose = lambda *words: call(choose_limits, "--answers", *words, "--data", place)
    line = json.dumps({"image": "images/p0.png", "width": 96, "height": 64, "detections": []}) + "\n"
    own.refused(choose(own.scratch / "none.jsonl"), "none.jsonl")
    for cut in (line[:40], "{}\n", "[]\n", "1\n"):
        answers.write_text(line + cut)
        own.refused(choose(answers), "answers.jsonl, line 2", "--boxes")
    answers.write_text(line)
    own.went(choose(answers, f"{answers}*2"), "1 of 1 parts")
    for weight in ("x", "-1", "nan"):
        own.refused(choose(f"{answers}*{weight}"), f"answers.jsonl*{weight}", "number")
    for only in (answers, f"{answers}="):
        own.refused(choose(answers, "--only", only), f"--only {only}", "FILE=FAMILY")
    own.refused(choose(answers, "--bundle", own.set), "bundle.json")


@case
def figures_in_a_new_folder(own: Own) -> None:
    bundle, out = own.bundle(), own.scratch / "new" / "figures.json"
    judge = lambda out: call(validate, "--bundle", bundle, "--data", f"yolo:{own.set}", "--out", out)
    own.went(judge(out))
    if json.loads(out.read_text())["parts"] != 4:
        raise Wrong(f"the figures are {out.read_text()}")
    own.refused(judge(own.set), "--out", "folder")
    own.refused(judge(out / "figures.json"), str(out), "cannot be made")


@case
def reports_without_parts(own: Own) -> None:
    report = own.scratch / "line.csv"
    own.refused(call(by_defect, report), "line.csv")
    for text in ("", "verdict,truth_defects\n", "a,b\n1,2\n"):
        report.write_text(text)
        own.refused(call(by_defect, report), "line.csv", "sightline inspect")
