#!/usr/bin/env python3
"""Converts a float32 bundle to INT8: static, weights per channel, activation ranges from pictures of the training set.

Only the convolutions and the layers between them are quantised. The output convolutions and box decoding stay in float32,
where a step of 1/255 would be pixels. Weights use 7 bits so that processors without integer dot products are exact, too.
Worthwhile for networks of plain convolutions and ReLU (`slim`), not for SiLU.
"""

import argparse
import hashlib
import json
import os
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from sightline_training import bundle as bundles
from sightline_training import data, exported, integers

QUANTISED = ["Conv", "Relu", "Concat", "Add", "Split", "Resize", "MaxPool"]


class Calibration(CalibrationDataReader):
    def __init__(self, pictures: data.Pictures):
        self._left = iter(pictures.images)

    def get_next(self) -> dict[str, np.ndarray] | None:
        picture = next(self._left, None)
        if picture is None:
            return None
        return {"images": np.ascontiguousarray(picture.transpose(2, 0, 1)[None].astype(np.float32) / np.float32(255))}


def body(model: onnx.ModelProto) -> list[str]:
    """Nodes before the output convolutions: for `slim`, one for boxes and one for classes; otherwise, the last."""
    nodes = model.graph.node
    convolutions = [i for i, node in enumerate(nodes) if node.op_type == "Conv"]
    answering = [i for i in convolutions if nodes[i].name in integers.ANSWERING] or convolutions[-1:]
    return [node.name for node in nodes[: answering[0]]]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--bundle", type=Path, required=True, help="the float32 bundle")
    p.add_argument("--data", required=True, help="pictures of the training set, as for train.py")
    p.add_argument("--pictures", type=int, default=120, help="how many of them, evenly over the set")
    p.add_argument("--out", type=Path, required=True, help="folder of the INT8 bundle")
    a = p.parse_args()

    bundle = bundles.read(a.bundle)
    if bundle["precision"] != "fp32":
        raise SystemExit(f"{a.bundle} is already {bundle['precision']}: give the float32 bundle written by export.py.")
    exported.loaded(a.bundle / "model.onnx")
    if a.out.resolve() == a.bundle.resolve():
        raise SystemExit(f"--out {a.out} is the float32 bundle's own folder and would overwrite it: name another, such as its parent.")
    if a.pictures < 1:
        raise SystemExit(f"--pictures {a.pictures} is below 1: measuring ranges needs pictures.")
    sources = data.read(a.data)
    chosen = [sources[int(i)] for i in np.linspace(0, len(sources) - 1, min(a.pictures, len(sources)))]
    pictures = data.Pictures(chosen, (bundle["input"]["width"], bundle["input"]["height"]), mixed_interpolation=False)
    a.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        prepared, small = Path(scratch) / "prepared.onnx", Path(scratch) / "int8.onnx"
        quant_pre_process(str(a.bundle / "model.onnx"), str(prepared))
        model = onnx.load(prepared)
        integers.halved(model)
        onnx.save(model, prepared)
        quantize_static(str(prepared), str(small), Calibration(pictures), quant_format=QuantFormat.QDQ, per_channel=True, reduce_range=True,
                        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
                        nodes_to_quantize=body(model), op_types_to_quantize=QUANTISED)
        model = onnx.load(small)
        for change in (integers.doubled, integers.answered):
            change(model)
        onnx.checker.check_model(model)
        content = model.SerializeToString()
    bundle |= {"name": bundle["name"].removesuffix("/fp32"), "precision": "int8", "sha256": hashlib.sha256(content).hexdigest()}
    bundle |= bundles.chosen_limits(bundles.before(a.out), tuple(bundle["classes"]))
    for name, written in (("model.onnx", content), ("bundle.json", (json.dumps(bundle, indent=2) + "\n").encode())):
        fresh = a.out / f"{name}.tmp"
        fresh.write_bytes(written)
        os.replace(fresh, a.out / name)
    print(f"{a.out}: {len(content) / 1e6:.2f} MB, ranges from {len(pictures)} pictures")


if __name__ == "__main__":
    main()
