"""Cases for bad_input.py: wrong or unusual labels, class names and layouts."""

import shutil
from pathlib import Path

import numpy as np

import select_hard
from own_set import GOOD_LINE, Own, Wrong, call, case
from sightline_training import yolo_set


def label(name: str, content: str | bytes, *pieces: str) -> None:
    """Adds a case: the second label file has this content, and the refusal contains its name and these pieces."""

    def check(own: Own) -> None:
        own.text("labels/p1.txt", content)
        own.refused(own.train(), "labels/p1.txt", *pieces)

    check.__name__ = name
    case(check)


label("outline in pixels", GOOD_LINE + "1 10 10 30 10 30 30 10 30\n", "line 2", "pixels")
label("outline without area", GOOD_LINE + "1 0.1 0.1 0.3 0.1 0.2 0.1\n", "line 2", "height")
label("half a corner", GOOD_LINE + "1 0.1 0.1 0.3 0.1 0.3 0.3 0.1\n", "line 2", "8 numbers")
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
    own.text("labels/p1.txt", "0 1.5 0.5 0.2 0.2\n")  # so it is neither bad nor good
    own.went(own.train(), "2 label", "p0.txt, line 2", "3 pictures (2 good)")


@case
def a_label_that_is_there_twice_counts_once(own: Own) -> None:
    own.text("labels/p0.txt", 2 * (GOOD_LINE + "0 0.4 0.5 0.2 0.2\n1 0.5 0.5 0.2 0.2\n"))
    own.text("labels/p1.txt", GOOD_LINE + "\n0  0.50 .5 0.2 0.2\n")
    said = own.went(own.train(), "4 labels there twice", "p0.txt, line 4", "4 pictures (2 good)")
    rows = [len(source.rows) for source in yolo_set.read_yolo(own.set)]
    if rows != [3, 1, 0, 0] or said.count("there twice") != 2:  # once each for --train and --val
        raise Wrong(f"of three labels and one, each twice, {rows} are left, and said was: {said}")


@case
def an_outline_is_its_bounding_box(own: Own) -> None:
    own.text("labels/p0.txt", "1 0.1 0.2 0.3 0.2 0.3 0.6 0.1 0.5\n0 0.4 0.4 0.5 0.9 0.8 0.4\n")
    labels = yolo_set.labels_of(own.set / "labels" / "p0.txt", 2)
    if not np.allclose(labels.rows, [[1, 0.1, 0.2, 0.3, 0.6], [0, 0.4, 0.4, 0.8, 0.9]]) or len(labels.outlines) != 2:
        raise Wrong(f"the boxes around two outlines are {labels}")
    own.went(own.train(), "2 labels", "outline", "4 pictures (2 good)")


@case
def keypoints_are_no_outline(own: Own) -> None:
    own.text("data.yaml", "names: [scratch, dent]\nkpt_shape: [2, 3]\n")
    own.text("labels/p0.txt", "0 0.5 0.5 0.2 0.4 0.9 0.9 2 0 0 0\n1 0.5 0.5 0.2 0.4\n")
    rows = [source.rows for source in yolo_set.read_yolo(own.set) if source.path.name == "p0.png"][0]
    if not np.allclose(rows, [[0, 0.4, 0.3, 0.6, 0.7], [1, 0.4, 0.3, 0.6, 0.7]]):
        raise Wrong(f"the boxes of two poses are {rows.tolist()}")
    own.text("labels/p1.txt", "0 0.5 0.5 0.2 0.4 0.9 0.9\n")
    own.refused(own.train(), "p1.txt, line 1", "7 numbers", "6 of keypoints")
    own.text("data.yaml", "names: [scratch, dent]\nkpt_shape: 17\n")
    own.refused(own.train(), "data.yaml", "kpt_shape")


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
def endings_in_capitals(own: Own) -> None:
    """As from Windows or a camera's card."""
    own.move("labels/p0.txt", "labels/p0.TXT")
    own.move("labels/p2.txt", "labels/p2.Txt")
    own.text("labels/lost.TXT", GOOD_LINE)
    own.went(own.train(), "4 pictures (2 good)", "1 label", "lost.TXT")
    shutil.rmtree(own.run)
    for file in sorted((own.set / "labels").iterdir()):
        own.move(f"labels/{file.name}", f"images/{file.stem}.TXT")
    (own.set / "labels").rmdir()
    own.text("images/lost.TXT", "0.0 0.5 0.5 0.2 0.2\n")
    if "not in a supported format" in own.went(own.train(), "4 pictures (2 good)", "1 label", "lost.TXT"):
        raise Wrong("label files beside the pictures were taken for pictures")


@case
def sets_named_with_their_year(own: Own) -> None:
    for kind in ("images", "labels"):
        own.move(kind, "kept")
        own.move("kept", f"{kind}/train2017")
    (own.set / "images" / "val2017").mkdir()
    own.refused(own.train(), "train2017, val2017", f"yolo:{own.set}/images/train2017")


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
def labels_beside_the_pictures(own: Own) -> None:
    for kind, folder in (("png", "images"), ("txt", "labels")):
        for file in sorted((own.set / folder).glob(f"*.{kind}")):
            own.move(f"{folder}/{file.name}", f"obj_train_data/{file.name}")
    for folder in ("images", "labels"):
        shutil.rmtree(own.set / folder)
    own.move("classes.txt", "obj.names")
    own.text("train.txt", "data/obj_train_data/p0.png\n")
    own.went(own.train(), "4 pictures (2 good)")
    own.text("obj_train_data/p3.txt", "scratched on the left\n")
    own.refused(own.train(), "p3.txt, line 1")


@case
def labels_beside_pictures_in_a_folder_called_images(own: Own) -> None:
    for file in sorted((own.set / "labels").glob("*.txt")):
        own.move(f"labels/{file.name}", f"images/{file.name}")
    shutil.rmtree(own.set / "labels")
    own.went(own.train(), "4 pictures (2 good)")
    for file in sorted((own.set / "images").glob("p*")):
        own.move(f"images/{file.name}", f"images/lot7/{file.name}")
    own.move("classes.txt", "images/lot7/classes.txt")
    there = f"yolo:{own.set}/images/lot7"
    shutil.rmtree(own.run)
    own.went(own.train(train=there, val=there), "4 pictures (2 good)")


@case
def labels_in_two_places(own: Own) -> None:
    own.move("labels/p1.txt", "images/p1.txt")
    own.refused(own.train(), "two places", f"in {own.set}/labels", "images/p1.png")
    own.text("images/p1.txt", "scratched on the left\n")  # a note
    own.went(own.train(), "1 picture", "p1.png", "3 pictures (2 good)")


@case
def labels_beside_the_pictures_and_a_folder_that_labels_nothing(own: Own) -> None:
    for file in sorted((own.set / "labels").glob("*.txt")):
        own.move(f"labels/{file.name}", f"images/{file.name}")
    own.text("labels/other.txt", GOOD_LINE)
    own.went(own.train(), "4 pictures (2 good)")


@case
def labels_in_both_places(own: Own) -> None:
    """As copies, which some tools leave beside the pictures."""
    own.text("images/p0.txt", "")
    own.went(own.train(), "4 pictures (2 good)")


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
def classes_named_otherwise_than_in_the_set(own: Own) -> None:
    own.refused(own.train(classes="dent,scratch"), str(own.set), "scratch, dent", "--classes", "dent, scratch")
    own.went(own.train(classes="scratch,dent"))
    other = own.scratch / "other"
    shutil.copytree(own.set, other)
    (other / "classes.txt").write_text("dent\nscratch\n")
    own.refused(own.train(val=f"yolo:{other}", classes="scratch,dent"), str(other), "dent, scratch", "--classes")
    (other / "classes.txt").unlink()
    own.went(own.train(val=f"yolo:{other}", classes="scratch,dent"))


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
def practice_twice(own: Own) -> None:
    out = own.scratch / "hard"
    select = lambda: call(select_hard, "--data", own.set, "--out", out)
    whole = (own.set / "images" / "p0.png").read_bytes()
    own.text("images/p0.png", whole[: len(whole) // 2])
    own.refused(select(), "p0.png")
    own.text("images/p0.png", whole)
    own.went(select(), "0 bright boards, 4 others")
    own.refused(select(), str(out), "new folder")


@case
def practice_of_two_sets_with_the_same_names(own: Own) -> None:
    sets = [own.scratch / name / "train" for name in ("a", "b")]
    for folder in sets:
        shutil.copytree(own.set, folder)
    (sets[1] / "labels" / "p0.txt").write_text("1 0.3 0.3 0.2 0.2\n")
    out = own.scratch / "hard"
    own.went(call(select_hard, "--data", *sets, "--out", out), "0 bright boards, 8 others")
    rows = sorted(source.rows.round(1).tolist() for source in yolo_set.read_yolo(out) if source.path.stem.endswith("p0"))
    if rows != [[[0.0, 0.4, 0.4, 0.6, 0.6]], [[1.0, 0.2, 0.2, 0.4, 0.4]]]:
        raise Wrong(f"the labels of two pictures of the same name are {rows}")
