"""Runs the cases and prints one row each; exits with 1 if Sightline disagrees with any reference."""

import argparse
import contextlib
import io
import json
import re
import subprocess
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

import cv2
import numpy as np

from . import pictures as cutting
from .case import Case
from .comparing import Agreement, Found

HOME = Path(__file__).resolve().parents[2]
CONFIDENCE, IOU = 0.25, 0.7

#: Both sides keep this many boxes per picture, best first; if that is reached, the lowest score kept is the limit.
MOST = 300


def boards(folder: Path) -> list[np.ndarray]:
    subprocess.run([HOME / "sightline", "simulate", "--out", folder, "--count", "6", "--seed", "31", "--defects", "1"],
                   check=True, stdout=subprocess.DEVNULL)
    return [cv2.imread(str(path)) for path in sorted((folder / "images").iterdir())]


def sightline(file: Path, folder: Path, engine: str) -> tuple[str, str, list[list[Found]]]:
    """Runs Sightline; -> the layout it reports, its refusal, and its boxes per picture: one of the last two is empty."""
    done = subprocess.run(
        [HOME / "sightline", "detect", f"folder:{folder}", "--model", file, "--engine", engine,
         "--confidence", str(CONFIDENCE), "--iou", str(IOU), "--jsonl", "-"],
        capture_output=True, text=True)
    read_as = re.search(r" is read as (.*)", done.stderr)
    said = read_as.group(1) if read_as else ""
    if done.returncode:
        why = [line.removeprefix("sightline: ") for line in done.stderr.splitlines() if line.startswith("sightline: ")]
        return said, why[-1] if why else f"it ended with {done.returncode} and no reason: {done.stderr}", []
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    lines.sort(key=lambda line: line["image"])
    return said, "", [[Found(d["class_id"], d["score"], tuple(d["box"])) for d in line["detections"]] for line in lines]


def clipped(found: list[Found], picture: np.ndarray) -> list[Found]:
    """Clips boxes to the picture, since not every reference does."""
    height, width = picture.shape[:2]
    boxes = [(max(0, f.box[0]), max(0, f.box[1]), min(width, f.box[2]), min(height, f.box[3])) for f in found]
    return [f._replace(box=b) for f, b in zip(found, boxes) if b[2] > b[0] and b[3] > b[1]]


def row(case: Case, sources: list[np.ndarray], scratch: Path, keep: Path | None, engine: str) -> tuple[bool, str]:
    folder = Path(tempfile.mkdtemp(dir=scratch))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as noise:
        try:
            file = case.make(folder)
        except Exception:
            return False, f"cannot be made: {noise.getvalue()[-300:]} {traceback.format_exc().strip().splitlines()[-1]}"
    if keep:
        keep.mkdir(exist_ok=True)
        (keep / re.sub(r"\W+", "-", f"{case.model}-{case.variant}.onnx").replace("-onnx", ".onnx")).write_bytes(file.read_bytes())
    cut = cutting.cut(sources, case.size, case.same_shape_only, case.unresized, odd=not case.rough)
    cutting.save(cut, folder / "pictures")
    said, refusal, ours = sightline(file, folder / "pictures", engine)
    if case.expected.startswith("refused: "):
        good = case.expected.removeprefix("refused: ") in refusal
        return good, refusal.replace(str(file), file.name) if good else f"should be refused, is read as {said} {refusal}"
    if refusal:
        return False, f"refused: {refusal.replace(str(file), file.name)}"
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        reference = case.reference(file, list(cut.values()), CONFIDENCE, IOU)
    agreement = Agreement(case.rough)
    for (name, picture), theirs, found in zip(cut.items(), reference, ours, strict=True):
        limit = min(one.score for one in found) if len(found) >= MOST else CONFIDENCE
        agreement.add(name, clipped(theirs, picture), found, limit, IOU)
    good = said.startswith(f"{case.expected} (") and agreement.boxes > 0 and not agreement.disagrees
    text = f"{said}: {agreement.boxes} boxes, IoU {agreement.iou:.4f}, score {agreement.score:.4f}{agreement.ties}"
    if not said.startswith(f"{case.expected} ("):
        text += f"\n      should be read as {case.expected}"
    if not agreement.boxes:
        text += "\n      the reference finds nothing: nothing is compared"
    return good, text + "".join(f"\n      {each}" for each in agreement.wrong[:4]) + (
        f"\n      and {len(agreement.wrong) - 4} more" if len(agreement.wrong) > 4 else "")


def main() -> int:
    p = argparse.ArgumentParser(prog="layouts.sh", description=__doc__)
    p.add_argument("--only", default="", help="a regular expression: cases whose model and variant match it")
    p.add_argument("--keep", type=Path, help="keep the ONNX files in this folder")
    # The references run on ONNX Runtime or PyTorch; random weights amplify another engine's rounding differences.
    p.add_argument("--engine", default="cpu", help="the engine that Sightline runs the files on")
    a = p.parse_args()
    warnings.filterwarnings("ignore")
    bad = 0
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        sources = boards(scratch / "boards")
        from . import libreyolo_cases, torchvision_cases, ultralytics_cases

        def shown(size: tuple[int, int]):
            return cutting.tensor(list(cutting.cut(sources, size, False, odd=False).values()), size)

        every = [case for source in (ultralytics_cases, libreyolo_cases, torchvision_cases) for case in source.cases(shown)]
        wanted = [case for case in every if re.search(a.only, f"{case.model} {case.variant}")]
        for case in wanted:
            good, text = row(case, sources, scratch, a.keep, a.engine)
            bad += not good
            print(f"{'ok  ' if good else 'BAD '} {case.model:14} {case.variant:26} {text}", flush=True)
    print(f"{len(wanted) - bad} of {len(wanted)} agree")
    return bad > 0 or not wanted


if __name__ == "__main__":
    sys.exit(main())
