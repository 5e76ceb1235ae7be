"""LibreYOLO's families beyond those of Ultralytics, with LibreYOLO's PyTorch as reference: YOLOX, RT-DETR, D-FINE and DEIM."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import numpy as np

from . import pictures as cutting
from .case import Case
from .comparing import Found
from .spread import confident, scale, settle

YOLOX_SIZE, DETR_SIZE = (416, 416), (640, 640)
FIT = {"YOLOX": "padded", "RT-DETR": "stretched", "D-FINE": "stretched", "DEIM": "stretched"}


@cache
def _model(family: str, shown: Callable, classes: int = 80):
    """Builds a model with well-behaved random weights; model_path=None prevents downloads."""
    import libreyolo
    import torch
    from libreyolo.models.rtdetr import model as rtdetr

    for config in vars(rtdetr)["RTDETR_CONFIGS"].values():
        config["backbone_pretrained"] = False  # otherwise, its backbone would still be downloaded
    torch.manual_seed(7)
    if family == "YOLOX":
        model = libreyolo.LibreYOLOX(model_path=None, size="n", device="cpu")
        learn = shown(YOLOX_SIZE).flip(1) * 255
        settle(model.model, learn)
        head = model.model.head
        scale(model.model, list(head.reg_preds), learn, torch.tensor([0.5, 0.5, 1.0, 1.0]), 0.4)
        confident(model.model, list(head.cls_preds), learn, 100, confidence=0.5, surest=0.95)
        confident(model.model, list(head.obj_preds), learn, 100, confidence=0.5, surest=0.95)
        return model
    kind, size = {"RT-DETR": (libreyolo.LibreRTDETR, "r18"), "D-FINE": (libreyolo.LibreDFINE, "n"),
                  "DEIM": (libreyolo.LibreDEIM, "n")}[family]
    model = kind(model_path=None, size=size, nb_classes=classes, device="cpu")
    net, learn = model.model, shown(DETR_SIZE)
    settle(net, learn)
    named = dict(net.named_modules())
    last = len([name for name in named if name.split(".")[:-1] and name.split(".")[-2] == "dec_score_head"]) - 1
    find = lambda ending: next(module for name, module in named.items() if name.endswith(ending))
    confident(net, [find("enc_score_head")], learn, 50)
    confident(net, [find(f"dec_score_head.{last}")], learn, 50)
    return model


def _reference(family: str, shown: Callable, size: tuple[int, int], classes: int, file: Path, pictures: list[np.ndarray], confidence: float, iou: float) -> list[list[Found]]:
    model = _model(family, shown, classes)
    found = []
    for picture in pictures:
        picture, across, down = cutting.undoubled(picture, size, FIT[family])
        boxes = model.predict(picture, conf=confidence, iou=iou, color_format="bgr", max_det=300).boxes
        found.append([Found(int(c), float(s), (x1 * across, y1 * down, x2 * across, y2 * down))
                      for (x1, y1, x2, y2), s, c in zip(boxes.xyxy.tolist(), boxes.conf.tolist(), boxes.cls.tolist())])
    return found


def _surest(found: list[Found]) -> list[Found]:
    """Keeps only the best class of each box."""
    best: dict[tuple, Found] = {}
    for one in found:
        if one.box not in best or one.score > best[one.box].score:
            best[one.box] = one
    return list(best.values())


def _rows_reference(*arguments) -> list[list[Found]]:
    """Reference for RT-DETR with one output, which is Ultralytics' form: only the best class per box, though LibreYOLO keeps several."""
    return [_surest(found) for found in _reference(*arguments)]


def _export(family: str, shown: Callable, size: tuple[int, int], classes: int, how: str, folder: Path) -> Path:
    import torch

    from . import exporting

    model = _model(family, shown, classes)
    if how == "own":
        return Path(model.export(format="onnx", output_path=str(folder / "model.onnx"), simplify=False))
    net = model.model.eval()
    match how:
        case "raw" | "logits":
            return exporting.export(exporting.Rows(net, how == "logits"), folder, size, ["images"], ["output"])
        case "one output":
            return exporting.export(exporting.OneOutput(net), folder, size, ["images"], ["output"])
        case "listed":
            return exporting.export(exporting.Listed(net), folder, size, ["images", "orig_target_sizes"],
                                    ["labels", "boxes", "scores"], (torch.tensor([size]),))
    return exporting.export(exporting.Pair(net), folder, size, ["images"], ["logits", "boxes"])


def cases(shown: Callable) -> list[Case]:
    """The cases; `shown` makes the tensor of the pictures shown to a network of an input size."""

    def of(family: str, variant: str, expected: str, how: str, classes: int = 80) -> Case:
        size = YOLOX_SIZE if family == "YOLOX" else DETR_SIZE
        reference = _rows_reference if how == "one output" else _reference
        return Case(family, variant, expected, partial(_export, family, shown, size, classes, how),
                    partial(reference, family, shown, size, classes), size, unresized=FIT[family])

    pair = "RT-DETR, D-FINE or DEIM, raw"
    listed = "listed boxes, confidences and classes"
    return [
        of("YOLOX", "raw, sigmoid in it", "YOLOX, raw grid", "raw"),
        of("YOLOX", "raw, no sigmoid", "YOLOX, raw grid", "logits"),
        of("YOLOX", "decoded (LibreYOLO)", "YOLOX, decoded", "own"),
        of("RT-DETR", "boxes and logits", pair, "pair"),
        of("RT-DETR", "LibreYOLO's own", pair, "own"),
        of("RT-DETR", "one output", "RT-DETR, one output", "one output"),
        of("RT-DETR", "one output, 2 classes", "RT-DETR, one output", "one output", 2),
        of("RT-DETR", "listed, size asked for", listed, "listed"),
        of("D-FINE", "boxes and logits", pair, "pair"),
        of("D-FINE", "LibreYOLO's own", pair, "own"),
        of("D-FINE", "listed, size asked for", listed, "listed"),
        of("DEIM", "boxes and logits", pair, "pair"),
        of("DEIM", "LibreYOLO's own", pair, "own"),
        of("DEIM", "listed, size asked for", listed, "listed"),
    ]
