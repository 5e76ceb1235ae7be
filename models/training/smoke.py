#!/usr/bin/env python3
"""The whole chain once, tiny, in a scratch folder: data, train, stop, go on, export, parity, INT8, thresholds, validate.

Says which step failed and why, exit code 1. The network it makes is good for nothing. What waits for nothing, or forks, runs
beside the others.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest import mock

import cv2
import numpy as np
import torch

from odd_sizes import cut
from sightline_training import CLASSES, augment, batches, data, evaluate, exported, network, station
from sightline_training.letterbox import Letterbox
from sightline_training.yolo_set import read_yolo
from smoke_boards import SHIPPED, BareBoards
from steps import HERE, LIMIT, Failed

STEPS = 40


class Chain(BareBoards):
    def __init__(self, scratch: Path, command: str):
        super().__init__(scratch)
        self.command = command
        self.data = {name: f"yolo:{scratch / 'data' / name}" for name in ("train", "dense", "val", "test")}
        # Nothing is written into the data of a station that may be on this machine.
        os.environ["SIGHTLINE_DATA"] = str(scratch / "station")

    def training(self, run: str) -> list[object]:
        return ["--run", self.scratch / run, "--network", "slim", "--train", f"{self.data['train']},{self.data['dense']}",
                "--val", self.data["val"], "--width", 320, "--height", 256, "--batch", 4, "--workers", 1, "--steps", STEPS,
                "--lr", 8e-3, "--warmup", 4, "--save-minutes", 0]

    def state(self, run: str) -> dict:
        return torch.load(self.scratch / run / "last.pt", map_location="cpu", weights_only=True)

    def step_of(self, run: str) -> int:
        return self.state(run)["step"] if (self.scratch / run / "last.pt").exists() else 0

    def stop_and_go_on(self) -> None:
        """A run that is ended in the middle and goes on must come to the very weights of one that was left alone."""
        with self.beside("train.py", *self.training("whole")):
            self.stop()
        one, other = self.state("stopped"), self.state("whole")
        if (one["step"], other["step"]) != (STEPS, STEPS):
            raise Failed(f"train.py ended at the steps {one['step']} and {other['step']}, not {STEPS}")
        different = [k for k, v in other["average"].items() if not bool((v == one["average"][k]).all())]
        if different:
            raise Failed(f"the run that was stopped has other weights than the one that was not: {', '.join(different[:3])}, ...")
        self.say("the run that was stopped and the one that was not have the same weights")

    def stop(self) -> None:
        words = [sys.executable, str(HERE / "train.py"), *map(str, self.training("stopped"))]
        with (self.scratch / "train.log").open("w") as log:
            process = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT)
            until = time.time() + LIMIT
            while process.poll() is None and self.step_of("stopped") < STEPS // 4 and time.time() < until:
                time.sleep(0.02)
            process.terminate()
            process.wait()
        stopped = self.step_of("stopped")
        if not stopped:
            raise Failed(f"train.py saved nothing:\n{(self.scratch / 'train.log').read_text()[-4000:]}")
        if stopped >= STEPS:
            raise Failed(f"train.py was to be stopped in the middle and had done {stopped} of {STEPS} steps")
        self.say(f"train.py: stopped at step {stopped}")
        if f"goes on at step {stopped}\n" not in self.python("train.py", *self.training("stopped")):
            raise Failed(f"train.py did not go on at step {stopped}")

    def goes_on_from_exported(self, bundle: Path, checkpoint: Path) -> None:
        """What is shipped is all that is kept of a run: from it, training must begin where the run ended."""
        pictures = torch.rand(4, 3, 64, 64)
        again = network.build("slim", len(CLASSES))
        exported.unfold(again, exported.weights(bundle / "model.onnx"), pictures)
        before = network.build("slim", len(CLASSES))
        before.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["average"])
        with torch.no_grad():
            apart = max(float((a - b).abs().max()) for a, b in zip(again.eval()(pictures), before.eval()(pictures)))
        if apart > 1e-2:
            raise Failed(f"the network read back from {bundle / 'model.onnx'} answers otherwise than its checkpoint: {apart:.1e} apart")
        self.grows(before, pictures)
        self.python("train.py", *self.training("further"), "--init", bundle / "model.onnx")
        self.averages(bundle)

    def grows(self, small: torch.nn.Module, pictures: torch.Tensor) -> None:
        """A deeper or wider network begins as the small one was; one that is neither is refused."""
        for kind in ("slim-deep", "slim-wide"):
            large = network.build(kind, len(CLASSES)).eval()
            with torch.no_grad():
                network.start_from(large, small.state_dict(), same_classes=True)
                apart = max(float((a - b).abs().max()) for a, b in zip(large(pictures), small(pictures)))
            if apart > 1e-4:
                raise Failed(f"a {kind} that starts from a slim answers otherwise: {apart:.1e} apart")
        try:
            network.start_from(network.build("slim-deep", len(CLASSES)), large.state_dict(), same_classes=True)
        except ValueError:
            return
        raise Failed("a slim-deep started from the weights of a wider network")

    def averages(self, bundle: Path) -> None:
        """The mean of a network and of what it became lies in the middle."""
        size = ["--name", "board", "--network", "slim", "--width", 320, "--height", 256]
        further, mean = self.scratch / "further-bundle", self.scratch / "mean"
        self.python("export.py", *size, "--checkpoint", self.scratch / "further" / "last.pt", "--out", further)
        self.python("export.py", *size, "--checkpoint", bundle / "model.onnx", further / "model.onnx", "--out", mean)
        one, other, both = (exported.weights(folder / "model.onnx") for folder in (bundle, further, mean))
        wrong = [name for name in one if not torch.allclose((one[name] + other[name]) / 2, both[name], rtol=1e-3, atol=1e-4)]
        if wrong or one.keys() != both.keys() or all(torch.equal(one[name], other[name]) for name in one):
            raise Failed(f"the mean of two networks is not in their middle: {', '.join(wrong[:3])}")

    def own_classes(self, begun: Path) -> None:
        """Somebody's own pictures and classes, from the weights of one that finds others, to a bundle that the station judges."""
        names, folder = ("scratch", "dent", "stain", "crack", "burr", "chip"), self.scratch / "own"  # as many as before, and others
        (folder / "labels").mkdir(parents=True)
        source = Path(self.data["train"].removeprefix("yolo:"))
        (folder / "images").symlink_to(source / "images")
        for path in (source / "labels").iterdir():
            rows = [line.split() for line in path.read_text().splitlines()]
            (folder / "labels" / path.name).write_text("".join(" ".join([row[0], *row[1:]]) + "\n" for row in rows))
        (folder / "classes.txt").write_text("\n".join(names))
        self.python("train.py", "--run", self.scratch / "own-run", "--network", "slim", "--train", f"yolo:{folder}", "--val", f"yolo:{folder}",
                    "--width", 320, "--height", 256, "--batch", 2, "--workers", 1, "--steps", 3, "--init", begun / "model.onnx")
        fresh = network.build("slim", len(names))
        before = fresh.answer.weight[4 * network.BINS :].clone()
        with torch.no_grad():
            network.start_from(fresh, self.state("stopped")["average"], same_classes=False)
        if not torch.equal(before, fresh.answer.weight[4 * network.BINS :]):
            raise Failed("other classes begin with the weights of those before")
        bundle = self.scratch / "own-bundle"
        self.python("export.py", "--name", "own", "--terms", "Apache-2.0.", "--description", "Panels", "--network", "slim", "--width", 320,
                    "--height", 256, "--checkpoint", self.scratch / "own-run" / "last.pt", "--out", bundle)
        self.refused("The classes of", "validate.py", "--bundle", bundle, "--data", self.data["val"])
        figures = json.loads(station.call(self.command, "validate", "--model", bundle, "--data", folder, "--json"))
        found = tuple(figures["per_class"])
        if found != names:
            raise Failed(f"a network of the classes {', '.join(names)} is judged by the station for {', '.join(found)}")
        self.say(f"the station judges a network of somebody's own classes: {', '.join(found)}")

    def labels_lie_on_their_defects(self) -> None:
        """Whatever becomes of a picture of anybody's set on its way into a batch, its label must be where its defect is."""
        folder, white, seen = self.scratch / "one", (20, 10, 66, 41), set()
        for name in ("images", "labels"):
            (folder / name).mkdir(parents=True)
        picture = np.zeros((100, 200, 3), np.uint8)  # a wide one, which is padded above and below
        picture[white[1] : white[3], white[0] : white[2]] = 255
        cv2.imwrite(str(folder / "images" / "1.png"), picture)
        (folder / "labels" / "1.txt").write_text("0 0.215 0.255 0.23 0.31")
        with mock.patch.multiple(augment, light=lambda image, *_: image, sharpness=lambda image, *_: image):
            made = batches.Batches(data.Pictures(read_yolo(folder), (96, 64), False), 8, 0.0, 0, False, 0.3)
            laid = [one for number in range(32) for one in zip(*made.make(number))]
        for image, label in laid:
            ys, xs = np.nonzero(image[0].numpy() > 0.8)
            h, w = image.shape[1:]
            lies = np.array([xs.min(), ys.min(), xs.max() + 1, ys.max() + 1] if len(xs) else [0] * 4)  # one mostly cut off is painted over
            said = label[0, 1:].numpy() * [w, h, w, h]
            if abs(lies - said).max() > 2:
                raise Failed(f"a defect at {lies.tolist()} of a picture in a batch has the label {said.round(1).tolist()}")
            if len(xs):
                seen.add((w < h, lies[0] + lies[2] < w, lies[1] + lies[3] < h))
        if len(seen) != 8:
            raise Failed(f"pictures were laid down in {len(seen)} ways, not in all eight")

    def parity(self, bundle: Path, checkpoint: Path) -> None:
        odd = cut(Path(self.data["test"].removeprefix("yolo:")), self.scratch / "odd")
        parity = lambda bundle, checkpoint, data, sure: ("parity.py", "--bundle", bundle, "--network", "slim", "--checkpoint", checkpoint,
                                                         "--data", data, "--sure", sure, "--sightline", self.command)
        # A network this young is sure of nothing: every box is compared. That which is shipped is sure of many.
        self.python(*parity(bundle, checkpoint, self.data["test"], 0.002))
        self.python(*parity(SHIPPED, SHIPPED / "model.onnx", f"yolo:{odd}", 0.05))
        self.refused("No parity", *parity(bundle, self.scratch / "further" / "last.pt", self.data["test"], 0.002))

    def further_classes_give_no_verdict(self) -> None:
        """A box counts for its second class in average precision, but fails no part by it, as no line reports it."""
        output = np.array([[10, 10, 30, 30, 0.9, 0.5], [11, 10, 31, 30, 0.1, 0.4]], np.float32).T
        rows = evaluate.decode(output, Letterbox((64, 64), (64, 64)))
        said = [(int(kind), round(score, 3), int(further)) for kind, score, *_, further in rows.tolist()]
        if said != [(0, 0.9, 0), (1, 0.5, 1), (1, 0.4, 0)]:
            raise Failed(f"two boxes and a further class are decoded as {said}")
        best = evaluate.part_scores([rows], 2).round(3).tolist()
        found = evaluate.average_precision([np.array([[1, 10, 10, 30, 30]])], [rows], ("a", "b"))
        if best != [[0.9, 0.4]] or found != {"b": 1.0}:
            raise Failed(f"a further class gives a part the scores {best}, and an average precision of {found}")

    def whole(self) -> None:
        crops = self.bare_boards()
        with self.beside("bad_input.py"):
            self.python("make_data.py", "--out", self.scratch / "data", "--share", 0.004, "--sightline", self.command)
            self.python("select_hard.py", "--data", self.scratch / "data" / "train", "--out", self.scratch / "data" / "hard")
            if data.classes(f"yolo:{self.scratch / 'data' / 'hard'}") != CLASSES:
                raise Failed("select_hard.py lost the names of the classes")
            self.labels_lie_on_their_defects()
            self.labels_follow()
            self.views_come_back()
            self.teaching_is_right()
            self.dabs_are_lines()
            self.designs_are_shown()
            self.further_classes_give_no_verdict()
        self.stop_and_go_on()
        bundle, small = self.scratch / "board", self.scratch / "board-int8"
        checkpoint = self.scratch / "stopped" / "last.pt"
        with self.beside("train.py", *crops):
            self.python("export.py", "--name", "board", "--network", "slim", "--checkpoint", checkpoint, "--width", 320, "--height", 256,
                        "--out", bundle)
            self.goes_on_from_exported(bundle, checkpoint)
        if self.step_of("crops") != 3:
            raise Failed(f"train.py --crops ended at step {self.step_of('crops')}, not 3")
        self.parity(bundle, checkpoint)
        self.python("quantise.py", "--bundle", bundle, "--data", self.data["train"], "--pictures", 8, "--out", small)
        for one in (bundle, small):
            self.python("validate.py", "--bundle", one, "--data", self.data["val"], "--choose")
            self.judge(one)
        self.gate(small, bundle)
        self.perfect_answers()
        self.by_defect(small)
        self.compared(bundle, small)
        self.own_classes(bundle)

    def gate(self, small: Path, bundle: Path) -> None:
        """A young network is let fall further than one that is shipped; against that, it is worse than INT8 may ever be."""
        gate = ("int8_gate.py", "--bundle", small, "--data", self.data["test"].removeprefix("yolo:"), "--sightline", self.command)
        self.python(*gate, "--against", bundle, "--map50", 0.05, "--accuracy", 0.5)
        self.refused("mAP50 falls", *gate, "--against", SHIPPED)

    def compared(self, *bundles: Path) -> None:
        """The table of models/README.md: a row a network, a number in every cell."""
        table = self.python("compare.py", *bundles, "--engines", "cpu", "--turns", 1, "--parts", 4,
                            "--data", self.data["test"].removeprefix("yolo:"), "--sightline", self.command)
        rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| board")]
        if [row[0].split(", ")[1] for row in rows] != ["fp32", "int8"] or not all(re.match(r"[0-9.]+", cell) for row in rows for cell in row[1:]):
            raise Failed(f"compare.py printed:\n{table}")

    def judge(self, bundle: Path) -> None:
        answers = self.scratch / f"{bundle.name}.jsonl"
        words = ["validate", "--model", bundle, "--data", self.data["test"].removeprefix("yolo:"), "--json", "--boxes", answers]
        figures = json.loads(station.call(self.command, *words))
        if figures["images"] != 8 or figures["part_accuracy"]["value"] is None:
            raise Failed(f"sightline validate judged {figures['images']} of 8 pictures of {bundle.name}")
        self.python("choose_limits.py", "--answers", answers, f"{answers}*2", "--data", self.data["test"], "--bundle", bundle)
        self.python("validate.py", "--bundle", bundle, "--data", self.data["test"], "--out", self.scratch / "figures.json")
        self.say(f"sightline validate: {bundle.name} judges {figures['images']} pictures, mAP50 {figures['map50']}")


    def perfect_answers(self) -> None:
        """Limits are chosen by boxes, too: answers that are the labels themselves, in pixels, have no box wrong."""
        folder, answers, lines = Path(self.data["test"].removeprefix("yolo:")), self.scratch / "perfect.jsonl", []
        for path in sorted((folder / "images").iterdir()):
            height, width = cv2.imread(str(path)).shape[:2]
            found = []
            for line in (folder / "labels" / f"{path.stem}.txt").read_text().splitlines():
                kind, x, y, w, h = map(float, line.split())
                box = [(x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height]
                found.append({"class_id": int(kind), "score": 0.9, "box": box})
            lines.append(json.dumps({"image": f"images/{path.name}", "width": width, "height": height, "detections": found}))
        answers.write_text("\n".join(lines))
        said = self.python("choose_limits.py", "--answers", answers, "--data", self.data["test"])
        if f"0 of {len(lines)} parts judged wrong, F1 1.000" not in said:
            raise Failed(f"choose_limits.py says of answers that are the labels themselves: {said}")

    def by_defect(self, bundle: Path) -> None:
        report = self.scratch / "line.csv"
        station.call(self.command, "inspect", "sim:board?seed=5&defects=0.5", "--model", bundle, "--parts", 12, "--csv", report)
        said = self.python("by_defect.py", report)
        if not re.match(r"12 parts, [1-9]", said):
            raise Failed(f"by_defect.py says of 12 parts: {said}")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--sightline", default=station.COMMAND, help="the command that starts the station's program")
    a = p.parse_args()
    with tempfile.TemporaryDirectory(prefix="sightline-smoke-") as scratch:
        chain = Chain(Path(scratch), a.sightline)
        try:
            chain.whole()
        except (Failed, SystemExit) as e:
            raise SystemExit(f"The chain is broken: {e}") from None
        chain.say("The chain is whole.")


if __name__ == "__main__":
    main()
