"""Cases for bad_input.py: boards in DeepPCB's layouts."""

import shutil
from pathlib import Path

import cv2
import numpy as np
import torch

import make_designs
from own_set import Own, Wrong, call, case
from sightline_training import CLASSES, deeppcb_set


def deep_pcb(own: Own, published: bool) -> tuple[Path, dict[str, object]]:
    """Writes two training boards and a held-out one, with templates; -> their folder, and the settings to train on it."""
    folder = own.scratch / "boards"
    for name in ("10000001", "10000002", "44000001"):
        family = folder / f"group{name[:5]}"
        for path in ((family / name[:5] / f"{name}_test.jpg", family / name[:5] / f"{name}_temp.jpg") if published else
                     (folder / "images" / f"{name}.jpg", folder / "templates" / f"{name}.jpg")):
            path.parent.mkdir(parents=True, exist_ok=True)
            own.picture(str(path), 96, 96)
        label = family / f"{name[:5]}_not" / f"{name}.txt" if published else folder / "annotations" / f"{name}.txt"
        label.parent.mkdir(parents=True, exist_ok=True)
        label.write_text("20 20 50 50 1\n30,40,70,60,6\n\n")
    return folder, {"train": f"deeppcb-train:{folder}", "val": f"deeppcb-val:{folder}"}


@case
def deep_pcb_in_both_layouts(own: Own) -> None:
    for published in (False, True):
        folder, sets = deep_pcb(own, published)
        own.went(own.train(**sets), "4 pictures (2 good), 2 to check")
        shutil.rmtree(own.run)
        own.went(own.train(**sets, crops=64, width=None, height=None), "2 boards, 2 to check")
        if torch.load(own.run / "last.pt", weights_only=True)["size"] != [640, 640]:
            raise Wrong("crops are not checked at 640x640")
        shutil.rmtree(own.run)
        if published:
            (folder / "trainval.txt").write_text("group10000/10000/10000002.jpg group10000/10000_not/10000002.txt\n")
            own.refused(own.train(**sets), "deeppcb-val")
            own.went(own.train(**sets | {"val": sets["train"]}), "2 pictures (1 good)", "2 boards", "trainval.txt")
            (folder / "trainval.txt").write_text("group1/1/1.jpg group1/1_not/1.txt\n")
            own.refused(own.train(**sets), "trainval.txt")
        shutil.rmtree(folder)


@case
def crops_of_what_are_no_boards(own: Own) -> None:
    own.move("classes.txt", "old")
    crops = {"crops": 32, "classes": ",".join(CLASSES)}
    own.refused(own.train(**crops), "templates")
    own.refused(own.train(**crops, designs="/nowhere"), "no pictures", "/nowhere")


@case
def deep_pcb_endings_in_capitals(own: Own) -> None:
    for published in (False, True):
        folder, sets = deep_pcb(own, published)
        for label in folder.rglob("10000001.txt"):
            label.rename(label.with_suffix(".TXT"))
        own.went(own.train(**sets), "4 pictures (2 good)")
        shutil.rmtree(own.run)
        shutil.rmtree(folder)


@case
def deep_pcb_labels_that_are_there_twice(own: Own) -> None:
    folder, sets = deep_pcb(own, False)
    label = folder / "annotations" / "10000001.txt"
    label.write_text(2 * label.read_text())
    own.went(own.train(**sets), "2 labels there twice", "10000001.txt, line 4")
    rows = [len(source.rows) for source in deeppcb_set.read_deeppcb(folder, "train")]
    if rows != [2, 0, 2, 0]:
        raise Wrong(f"of two labels that are there twice, and of two that are not, {rows} are left")


@case
def deep_pcb_spoilt(own: Own) -> None:
    folder, sets = deep_pcb(own, False)
    label = folder / "annotations" / "10000001.txt"
    for line in ("20 20 50 50", "20 20 50 50 0", "20 20 50 50 7", "20 20 50 50 1.5", "50 20 20 50 1", "20 20 x 50 1", "20 20 nan 50 1"):
        label.write_text(f"20 20 50 50 1\n{line}\n")
        own.refused(own.train(**sets), "10000001.txt, line 2")
    label.write_text("20 20 50 50 1\n")
    for name in ("images", "templates"):
        picture = folder / name / "10000001.jpg"
        whole = picture.read_bytes()
        for content in (whole[: len(whole) // 2], b"no picture", None):
            picture.unlink()
            if content is not None:
                picture.write_bytes(content)
            for crops in (None, 64):
                own.refused(own.train(**sets, crops=crops), f"{name}/10000001.jpg")
            picture.write_bytes(whole)


@case
def designs_that_are_none(own: Own) -> None:
    boards, out = own.scratch / "boards", own.scratch / "designs"
    make = lambda: call(make_designs, "--boards", boards, "--out", out)
    own.refused(make(), "no *.kicad_pcb", str(boards))
    boards.mkdir()
    for text, says in (("", "cannot be read"), ("(kicad_pcb (general", "cannot be read"), ("(kicad_sch)", "not a board"), ("hello", "not a board"),
                       ('(kicad_pcb (layers (0 "F.Cu" signal)))', "Nothing is drawn"),
                       ('(kicad_pcb (layers (0 "F.Cu" signal)) (segment (start 0) (end 9 9) (width 1) (layer "F.Cu")))', "as KiCad writes it"),
                       ('(kicad_pcb (layers (0 "F.Cu" signal)) (via (at 0 0)) (segment (start 0 0) (end 9 9) (width 1)))', "as KiCad writes it"),
                       ('(kicad_pcb (layers (0 "F.Cu" signal)) (via (at 0 0) (size 1)) (segment (start 0 0) (end 9999999 9) (width 1)))', "too large")):
        (boards / "one.kicad_pcb").write_text(text)
        shutil.rmtree(out, ignore_errors=True)
        own.refused(make(), says)
    out.mkdir(exist_ok=True)
    (out / "mine.txt").write_text("?")
    own.refused(make(), "not an empty folder")


@case
def drawings_that_are_none(own: Own) -> None:
    drawings, out = own.scratch / "drawings", own.scratch / "drawn"
    make = lambda *more: call(make_designs, "--pictures", drawings, "--out", out, *more)
    own.refused(call(make_designs, "--out", out), "--boards, --pictures or both")
    own.refused(make(), "no picture", str(drawings))
    drawings.mkdir()
    (drawings / "layer.png").write_bytes(b"no picture")
    own.refused(make(), "layer.png", "not a picture")
    shutil.rmtree(out)
    cv2.imwrite(str(drawings / "layer.png"), np.full((700, 700), 255, np.uint8))
    own.refused(make(), "Nothing is drawn", str(drawings))
    shutil.rmtree(out)
    own.refused(make("--picture-scale", 0), "--picture-scale")
    own.refused(make("--picture-scale", 0.01), "too large")
