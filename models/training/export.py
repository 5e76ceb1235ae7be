#!/usr/bin/env python3
"""Exports a checkpoint as a bundle, model.onnx and bundle.json; refused if ONNX Runtime and the network disagree.

Output: 1 x (4 + classes) x N, boxes as centre x, centre y, width, height in input pixels, then one
probability per class: the station's "yolov8" layout.
"""

import argparse
import copy
import hashlib
import json
import math
import os
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from sightline_training import CLASSES, checkpoint, exported, network
from sightline_training import bundle as bundles
from sightline_training.notes import note

TOLERANCE = 1e-3
CONFIDENCE = 0.35  # until chosen by validate.py --choose
TERMS = {
    "board": "Apache-2.0. Trained on this project's own simulated boards only; no third-party images.",
    "deeppcb": "Research use only: trained on DeepPCB (Tang et al.), whose authors ask for research use.",
}
DESCRIPTION = {
    "board": "Bare printed circuit boards as the simulated line's colour camera sees them",
    "deeppcb": "Real bare boards of the DeepPCB data set (binarised line-scan images)",
}
TITLE = {"yolov9t": "YOLOv9-t", "slim": "Sightline slim", "slim-deep": "Sightline slim, deep", "slim-wide": "Sightline slim, wide"}


class Exported(nn.Module):
    """The network plus the decoding that the station expects. Anchors are constants, so the input size is fixed."""

    def __init__(self, net: nn.Module, width: int, height: int):
        super().__init__()
        self.net = net
        centres, strides = [], []
        for stride in net.STRIDES:
            ys, xs = torch.meshgrid(torch.arange(height // stride) + 0.5, torch.arange(width // stride) + 0.5, indexing="ij")
            centres.append(torch.stack([xs, ys]).reshape(2, -1))
            strides.append(torch.full((1, centres[-1].shape[1]), float(stride)))
        strides = torch.cat(strides, 1)
        self.register_buffer("strides", strides[None])
        self.register_buffer("centres", (torch.cat(centres, 1) * strides)[None])
        self.register_buffer("bins", torch.arange(network.BINS, dtype=torch.float32).view(network.BINS, 1))

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        levels = [level if isinstance(level, tuple) else level.split([4 * network.BINS, level.shape[1] - 4 * network.BINS], 1)
                  for level in self.net(images)]
        scores = torch.cat([scores.sigmoid().flatten(2) for _, scores in levels], 2)
        # This makes the bins of a side contiguous: a softmax over any other axis would transpose twice internally.
        shares = torch.cat([boxes.permute(0, 2, 3, 1).reshape(1, -1, 4, network.BINS) for boxes, _ in levels], 1).softmax(3)
        distances = (shares @ self.bins).squeeze(3).transpose(1, 2) * self.strides
        near, far = distances[:, :2], distances[:, 2:]
        return torch.cat([self.centres + (far - near) / 2, near + far, scores], 1)


@dataclass(frozen=True)
class Trained:
    net: nn.Module
    classes: tuple[str, ...]
    step: int
    size: tuple[int, int] | None = None
    """Width and height of the training input, if the checkpoint records them."""


def load(kind: str, *checkpoints: Path) -> Trained:
    """Loads a network from a checkpoint or from one or more exported files; without any, builds one with random weights."""
    if not checkpoints:
        return Trained(network.build(kind, len(CLASSES)).eval(), CLASSES, 0)
    if checkpoints[0].suffix == ".onnx":
        classes = exported.classes(checkpoints[0])
        if any(exported.classes(path) != classes for path in checkpoints):
            raise SystemExit("The networks find different classes and cannot be averaged.")
        net = network.build(kind, len(classes))
        folded = exported.averaged([exported.weights(path) for path in checkpoints])
        if not exported.fits(net, folded):
            raise SystemExit(f"{checkpoints[0]} is not a float32 {kind} exported by export.py: give the --network that it is.")
        exported.unfold(net, folded, torch.rand(1, 3, 320, 320))
        return Trained(net.eval(), classes, 0)
    if len(checkpoints) > 1:
        raise SystemExit("Only exported networks (.onnx) can be averaged: export each run first.")
    state = checkpoint.read(checkpoints[0])
    net = network.build(kind, len(state["classes"]))
    checkpoint.refuse_other(checkpoints[0], state, kind, net)
    net.load_state_dict(state["average"])
    return Trained(net.eval(), state["classes"], state["step"], tuple(state["size"]) if "size" in state else None)


@torch.no_grad()
def write(net: nn.Module, classes: tuple[str, ...], width: int, height: int, path: Path) -> None:
    net = net.to(memory_format=torch.contiguous_format)
    # fuse() merges YOLOv9's re-parameterised convolutions and splits slim's output; the exporter folds batch normalisation.
    fused = Exported(net.fuse(), width, height).eval()
    for p in fused.parameters():
        p.requires_grad_(False)
    with warnings.catch_warnings():
        # PyTorch's advice to use its newer exporter, which would produce a different graph.
        warnings.filterwarnings("ignore", "You are using the legacy TorchScript-based ONNX export", DeprecationWarning)
        torch.onnx.export(fused, (torch.zeros(1, 3, height, width),), str(path), opset_version=17, dynamo=False,
                          input_names=["images"], output_names=["output0"], do_constant_folding=True)
    model = onnx.load(path)
    # "resize": makes pictures be resized as in training even if the file is used without its bundle.json.
    properties = {"names": str(dict(enumerate(classes))), "stride": "32", "imgsz": str([height, width]), "task": "detect", "resize": "area"}
    for key, value in properties.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    model.producer_name = "sightline-training"
    onnx.checker.check_model(model)
    onnx.save(model, path)


@torch.no_grad()
def parity(net: nn.Module, path: Path, width: int, height: int) -> float:
    """Largest difference, in pixels or probability, between the unfused network's own decoding and the file in ONNX Runtime;
    NaN if either answers what is no number.

    The network is evaluated in 64 bits: in 32, its own rounding errors would reach the tolerance.
    """
    net = copy.deepcopy(net).double()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    rng, apart = np.random.default_rng(3), []
    for k in range(3):
        # Blocks instead of pixel noise: they have edges, like boards.
        x = np.kron(rng.random((1, 3, height // 16, width // 16)), np.ones((1, 1, 16, 16))).astype(np.float32)
        ours = network.decode(net(torch.from_numpy(x).double()), net.STRIDES).numpy()
        near, far = ours[:, :2], ours[:, 2:4]
        ours = np.concatenate([(near + far) / 2, far - near, ours[:, 4:]], 1)
        theirs = session.run(None, {"images": x})[0]
        if theirs.shape != ours.shape:
            raise SystemExit(f"The exported network's output has the shape {theirs.shape}, expected {ours.shape}.")
        apart.append(np.abs(ours - theirs).max())
    return float(np.max(apart))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--name", required=True, help="the bundle's, as `--model` and recipes name it")
    p.add_argument("--terms", help="what its data and weights may be used for: an SPDX name such as Apache-2.0 and a full stop, or a sentence that is shown")
    p.add_argument("--description", help="what it looks at, in a few words")
    p.add_argument("--network", choices=network.KINDS, default="yolov9t")
    p.add_argument("--checkpoint", type=Path, nargs="+", default=[], help="last.pt of a run, or an exported float32 network (.onnx); of several "
                   "such the mean, where one began with another")
    p.add_argument("--untrained", action="store_true", help="random weights instead: for the speed of a network before it is trained")
    p.add_argument("--width", type=int, required=True)
    p.add_argument("--height", type=int, required=True)
    p.add_argument("--version", default="0.1.0")
    p.add_argument("--iou", type=float, help="boxes of a class that overlap by more than this are one (what the bundle at --out says; 0.5 where there is none)")
    p.add_argument("--out", type=Path, required=True, help="bundle folder")
    a = p.parse_args()
    terms, description = a.terms or TERMS.get(a.name), a.description or DESCRIPTION.get(a.name)
    if not terms or not description:
        raise SystemExit(f"A bundle states what it may be used for and what it inspects: give --terms and --description for '{a.name}'.")
    if a.iou is not None and not 0 < a.iou < 1:
        raise SystemExit(f"--iou {a.iou} is not between 0 and 1.")
    if a.untrained == bool(a.checkpoint):
        raise SystemExit("Give either --checkpoint, the network to export, or --untrained, for random weights.")
    if a.untrained and any((a.out / name).exists() for name in ("model.onnx", "bundle.json")):
        raise SystemExit(f"--untrained would write random weights over the bundle in {a.out}: name another folder.")
    old = bundles.before(a.out)
    overlap = a.iou or old.get("iou", 0.5)
    network.check_size(a.width, a.height)
    torch.set_num_threads(2)
    trained = load(a.network, *a.checkpoint)
    if trained.size not in (None, (a.width, a.height)):
        was = "x".join(map(str, trained.size))
        note(f"{a.checkpoint[0]} was trained at {was}; at {a.width}x{a.height} parts appear at a different scale, which costs accuracy.")
    a.out.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkstemp(suffix=".onnx", dir=a.out)[1])
    try:
        write(copy.deepcopy(trained.net), trained.classes, a.width, a.height, temporary)
        worst = parity(trained.net, temporary, a.width, a.height)
        if math.isnan(worst):
            raise SystemExit(f"With the weights in {', '.join(map(str, a.checkpoint))} the network answers what is no number: not exported, name those of another run.")
        if worst > TOLERANCE:
            raise SystemExit(f"ONNX Runtime and the network differ by {worst:.2e}, more than {TOLERANCE:.0e}: not exported.")
        limits = bundles.chosen_limits(old, trained.classes)
        if not limits:
            note(f"all limits of {a.out} are {CONFIDENCE}: choose them (validate.py --choose) before judging parts.")
            limits = {"confidence": CONFIDENCE, "classConfidence": {c: CONFIDENCE for c in trained.classes}}
        bundle = {
            "name": f"{a.name}/fp32",  # the short name belongs to the INT8 bundle, whose folder contains this one
            "version": a.version,
            "description": f"{description}; {TITLE[a.network]}.",
            "layout": "yolov8",
            "boxes": "centred",
            "classes": list(trained.classes),
            "input": {"width": a.width, "height": a.height, "color": "RGB", "scale": 1 / 255},
            "iou": overlap,
            **limits,
            "precision": "fp32",
            "sha256": hashlib.sha256(temporary.read_bytes()).hexdigest(),
            "terms": terms,
        }
        os.chmod(temporary, 0o644)
        os.replace(temporary, a.out / "model.onnx")
    finally:
        temporary.unlink(missing_ok=True)
    written = a.out / "bundle.json.tmp"
    written.write_text(json.dumps(bundle, indent=2) + "\n")
    os.replace(written, a.out / "bundle.json")
    size = (a.out / "model.onnx").stat().st_size
    print(f"{a.out}: step {trained.step}, {size / 1e6:.1f} MB, largest difference to the network {worst:.1e}")


if __name__ == "__main__":
    main()
