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

import cv2
import numpy as np
import torch

from odd_sizes import cut
from sightline_training import CLASSES, bare_boards, data, exported, network, station, strokes
from steps import HERE, LIMIT, Failed, Steps

SHIPPED = HERE.parent / "board" / "fp32"
STEPS = 40
# Tracks, an arc, a via without a hole, a pad of a footprint turned by 90 degrees, and a zone.
DESIGN = """(kicad_pcb (version 20211014) (layers (0 "F.Cu" signal) (44 "Edge.Cuts" user))
  (segment (start 0 0) (end 9 0) (width 1) (layer "F.Cu"))
  (segment (start 0 9) (end 9 9) (width 0.3) (layer "F.Cu")) (segment (start 0 10) (end 9 10) (width 0.3) (layer "F.Cu"))
  (arc (start 0 5) (mid 0.43934 6.06066) (end 1.5 6.5) (width 0.4) (layer "F.Cu"))
  (via (at 1.4 6.4) (size 0.6) (layers "F.Cu" "B.Cu"))
  (footprint "P" (layer "F.Cu") (at 4 6 90) (pad "1" smd rect (at 0 0 90) (size 2 1) (layers "F.Cu")))
  (zone (layer "F.Cu") (filled_polygon (layer "F.Cu") (pts (xy 5.5 2.5) (xy 7.5 2.5) (xy 7.5 4.5)))))
"""


class Chain(Steps):
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

    def bare_boards(self) -> list[object]:
        """Boards of our own in DeepPCB's layout; -> how two workers train on crops of them, as on those of the real boards."""
        folder, rng = self.scratch / "bare", np.random.default_rng(0)
        for name in ("images", "templates", "annotations"):
            (folder / name).mkdir(parents=True)
        for name in ("10000000", "10000001", "44000000"):  # 44000 is kept out of training
            board, rows = np.full((640, 640), strokes.BARE_IS, np.uint8), []
            for x in range(40, 600, int(rng.integers(40, 60))):
                cv2.line(board, (x, 20), (x, 620), strokes.COPPER_IS, 16)
            cv2.imwrite(str(folder / "templates" / f"{name}.jpg"), board)
            strokes.draw(board, rows, rng, 8)
            cv2.imwrite(str(folder / "images" / f"{name}.jpg"), board)
            lines = "".join(f"{x1} {y1} {x2} {y2} {kind + 1}\n" for kind, x1, y1, x2, y2 in rows)
            (folder / "annotations" / f"{name}.txt").write_text(lines)
        self.python("held_out.py", "--data", folder, "--out", self.scratch / "unseen")
        unseen = sorted(path.name for path in (self.scratch / "unseen").glob("*/*"))
        if unseen != ["44000000.jpg", "44000000.jpg", "44000000.txt"]:
            raise Failed(f"held_out.py made {unseen} of the families kept out")
        return ["--run", self.scratch / "crops", "--network", "slim", "--crops", 320, "--batch", 2, "--workers", 2, "--steps", 3,
                "--designs", self.designs(), "--designed", 0.5, "--train", f"deeppcb-train:{folder}", "--val", f"deeppcb-val:{folder}", "--width", 320, "--height", 320]

    def designs(self) -> Path:
        """A board of KiCad's format; -> pictures of its copper, which must lie where the file says."""
        boards, out = self.scratch / "kicad", self.scratch / "designs"
        boards.mkdir()
        (boards / "one.kicad_pcb").write_text(DESIGN)
        self.python("make_designs.py", "--boards", boards, "--out", out, "--scale", 48)
        (file,) = out.iterdir()
        picture = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        # The outermost points, from which the picture begins 3 mm away, are the track's start and, lower, the turned pad.
        at = lambda x, y: int(picture[round((y + 3) * 48), round((x + 3) * 48)])
        copper = [(0, 0), (5, 0.4), (0.1, 5), (0.44, 6.06), (1.4, 6.4), (4, 6.8), (6, 3), (7.2, 4.2)]
        bare = [(5, 0.6), (2, 5), (1, 6), (4.8, 6), (6.3, 4.7), (-1, 0)]
        wrong = [place for place in copper if at(*place) != strokes.COPPER_IS] + [place for place in bare if at(*place) != strokes.BARE_IS]
        if wrong:
            raise Failed(f"the copper of {file.name} is not where the board has it: {wrong}")
        return out

    def labels_follow(self) -> None:
        """Whichever way a crop is laid down, a label must end ten pixels from the stroke's own, as people's labels do."""
        crops = bare_boards.Crops([], 1, 0)
        for seed in range(32):
            board = np.full((320, 320), strokes.BARE_IS, np.uint8)
            board[100:117, 60:91] = strokes.COPPER_IS
            label = np.array([[strokes.COPPER, 50, 90, 100, 126]], np.float32)
            laid, rows = crops.laid(board, label, np.random.default_rng(seed))
            ys, xs = np.nonzero(laid == strokes.COPPER_IS)
            should = [xs.min() - 10, ys.min() - 10, xs.max() + 10, ys.max() + 10]
            if rows[0, 1:].tolist() != should:
                raise Failed(f"a crop laid down another way has the label {rows[0, 1:].tolist()}, not {should}")

    def dabs_are_lines(self) -> None:
        """A row of dabs right across a track must be named an open, though copper is left between them."""
        connected = 0  # opens that cut nothing
        for seed in range(600):
            board, rows = np.full((200, 200), strokes.BARE_IS, np.uint8), []
            board[80:120] = strokes.COPPER_IS
            strokes.draw(board, rows, np.random.default_rng(seed), 1)
            pieces = cv2.connectedComponents((board == strokes.COPPER_IS).astype(np.uint8), connectivity=4)[0] - 1
            connected += any(row[0] == strokes.OPEN for row in rows) and pieces == 1
        if not connected:
            raise Failed("no row of dabs across a track was named an open")

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

    def parity(self, bundle: Path, checkpoint: Path) -> None:
        odd = cut(Path(self.data["test"].removeprefix("yolo:")), self.scratch / "odd")
        parity = lambda bundle, checkpoint, data, sure: ("parity.py", "--bundle", bundle, "--network", "slim", "--checkpoint", checkpoint,
                                                         "--data", data, "--sure", sure, "--sightline", self.command)
        # A network this young is sure of nothing: every box is compared. That which is shipped is sure of many.
        self.python(*parity(bundle, checkpoint, self.data["test"], 0.002))
        self.python(*parity(SHIPPED, SHIPPED / "model.onnx", f"yolo:{odd}", 0.05))
        self.refused("No parity", *parity(bundle, self.scratch / "further" / "last.pt", self.data["test"], 0.002))

    def whole(self) -> None:
        crops = self.bare_boards()
        with self.beside("bad_input.py"):
            self.python("make_data.py", "--out", self.scratch / "data", "--share", 0.004, "--sightline", self.command)
            self.python("select_hard.py", "--data", self.scratch / "data" / "train", "--out", self.scratch / "data" / "hard")
            if data.classes(f"yolo:{self.scratch / 'data' / 'hard'}") != CLASSES:
                raise Failed("select_hard.py lost the names of the classes")
            self.labels_follow()
            self.dabs_are_lines()
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
