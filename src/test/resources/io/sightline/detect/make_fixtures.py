#!/usr/bin/env python3
"""Makes the tiny networks and tensors that the tests of io.sightline.detect run on.

    pip install onnx numpy && python make_fixtures.py

The networks look at cells: a 96 x 64 picture is cut into 8 x 8 cells; the confidence of class red,
green or blue in a cell is the mean of that channel there, and the cell itself is the box. So a
test can paint a square and knows exactly what must be found. No third party's weights or pictures
are in them.

golden.f32 is an output of the "yolov8" layout, 1 x 10 x 420, little-endian; golden.csv is what a
plain reference (this file's decode) reads out of it at confidence 0.35 and IoU 0.5: class id,
confidence, x1, y1, x2, y2, by falling confidence.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
WIDTH, HEIGHT, CELL = 96, 64, 8
NAMES = "{0: 'red', 1: 'green', 2: 'blue'}"


def boxes() -> np.ndarray:
    ys, xs = np.meshgrid(np.arange(HEIGHT // CELL), np.arange(WIDTH // CELL), indexing="ij")
    size = np.full(xs.size, CELL)
    return np.stack([xs.ravel() * CELL + CELL / 2, ys.ravel() * CELL + CELL / 2, size, size]).astype(np.float32)[None]


def network(name: str, metadata: dict[str, str], gain: float = 1.0, place: np.ndarray | None = None, fixed: bool = True,
            dazzled: bool = False) -> None:
    """If `dazzled`, no confidence is a number where a cell is as green as can be: all are multiplied by (1 - green) / (1 - green)."""
    place = boxes() if place is None else place
    count = place.shape[2]
    nodes = [
        helper.make_node("AveragePool", ["images"], ["cells"], kernel_shape=[CELL, CELL], strides=[CELL, CELL]),
        helper.make_node("Reshape", ["cells", "shape"], ["flat"]),
        helper.make_node("Mul", ["flat", "gain"], ["scores"]),
        helper.make_node("Concat", ["boxes", "scores"], ["output0"], axis=1),
    ]
    weights = [
        numpy_helper.from_array(np.array([1, 3, count], np.int64), "shape"),
        numpy_helper.from_array(np.array(gain, np.float32), "gain"),
        numpy_helper.from_array(place, "boxes"),
    ]
    if dazzled:
        nodes[2:2] = [
            helper.make_node("Gather", ["cells", "green"], ["greens"], axis=1),
            helper.make_node("ReduceMax", ["greens"], ["brightest"], axes=[1, 2], keepdims=0),
            helper.make_node("Sub", ["one", "brightest"], ["rest"]),
            helper.make_node("Div", ["rest", "rest"], ["sight"]),
            helper.make_node("Mul", ["flat", "sight"], ["seen"]),
        ]
        nodes[7] = helper.make_node("Mul", ["seen", "gain"], ["scores"])
        weights += [numpy_helper.from_array(np.array(1, np.int64), "green"), numpy_helper.from_array(np.array(1, np.float32), "one")]
    sizes = [1, 3, HEIGHT, WIDTH] if fixed else ["batch", 3, "height", "width"]
    answer = [1, 7, count] if fixed else ["batch", "rows", "boxes"]
    graph = helper.make_graph(
        nodes,
        "cells",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, sizes)],
        [helper.make_tensor_value_info("output0", TensorProto.FLOAT, answer)],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="sightline-fixtures")
    helper.set_model_props(model, metadata)
    onnx.checker.check_model(model)
    onnx.save(model, HERE / name)


def eight_bit(name: str) -> None:
    """Such a network of one class, how bright a cell is, in 8-bit integers: 192 bytes times 127 each, far more than 16 bits hold."""
    place = boxes()
    values = {
        "byte": np.array(1 / 255, np.float32), "zero": np.array(0, np.uint8),
        "weights": np.full((1, 3, CELL, CELL), 127, np.int8), "step": np.array([1 / 127 / 3 / CELL**2], np.float32), "steps_zero": np.array([0], np.int8),
        "shape": np.array([1, 1, place.shape[2]], np.int64), "boxes": place,
    }
    nodes = [
        helper.make_node("QuantizeLinear", ["images", "byte", "zero"], ["bytes"]),
        helper.make_node("DequantizeLinear", ["bytes", "byte", "zero"], ["picture"]),
        helper.make_node("DequantizeLinear", ["weights", "step", "steps_zero"], ["filters"], axis=0),
        helper.make_node("Conv", ["picture", "filters"], ["means"], kernel_shape=[CELL, CELL], strides=[CELL, CELL]),
        helper.make_node("QuantizeLinear", ["means", "byte", "zero"], ["small"]),
        helper.make_node("DequantizeLinear", ["small", "byte", "zero"], ["cells"]),
        helper.make_node("Reshape", ["cells", "shape"], ["scores"]),
        helper.make_node("Concat", ["boxes", "scores"], ["output0"], axis=1),
    ]
    graph = helper.make_graph(
        nodes, "cells", [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, HEIGHT, WIDTH])],
        [helper.make_tensor_value_info("output0", TensorProto.FLOAT, [1, 5, place.shape[2]])],
        [numpy_helper.from_array(value, key) for key, value in values.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="sightline-fixtures")
    helper.set_model_props(model, {"names": "{0: 'bright'}"})
    onnx.checker.check_model(model)
    onnx.save(model, HERE / name)


def decode(output: np.ndarray, confidence: float, limit: float) -> list[tuple[int, float, np.ndarray]]:
    """The definition, slowly: every box by falling confidence, dropped if a kept one of its class overlaps it."""
    found = []
    for column in output.T:
        scores = column[4:]
        if scores.max() >= confidence:
            x, y, w, h = column[:4]
            corners = np.array([x - w / 2, y - h / 2, x + w / 2, y + h / 2])
            found.append((int(scores.argmax()), float(scores.max()), corners))
    found.sort(key=lambda f: -f[1])
    kept: list[tuple[int, float, np.ndarray]] = []
    for one in found:
        if all(one[0] != other[0] or iou(one[2], other[2]) <= limit for other in kept):
            kept.append(one)
    return kept


def iou(a: np.ndarray, b: np.ndarray) -> float:
    w, h = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2])
    shared = max(w, 0) * max(h, 0)
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)


def golden() -> None:
    rng = np.random.default_rng(20261123)
    objects = np.concatenate([rng.uniform([30, 30], [450, 350], (25, 2)), rng.uniform(12, 60, (25, 2))], 1)
    classes = rng.integers(0, 6, 25)
    output = np.zeros((10, 420), np.float32)
    output[4:] = rng.uniform(0, 0.2, (6, 420))
    for i in range(420):
        which = i % 25
        output[:4, i] = objects[which] + rng.normal(0, 3, 4)
        if i % 3:
            output[4 + classes[which], i] = rng.uniform(0.1, 0.99)
    output[2:4] = np.maximum(output[2:4], 2)
    output.astype("<f4").tofile(HERE / "golden.f32")
    rows = [f"{c},{s:.7f}," + ",".join(f"{v:.4f}" for v in box) for c, s, box in decode(output, 0.35, 0.5)]
    (HERE / "golden.csv").write_text("\n".join(rows) + "\n")


def main() -> None:
    named = {"names": NAMES, "task": "detect", "imgsz": str([HEIGHT, WIDTH])}
    network("cells.onnx", named)
    network("cells-open.onnx", {"names": "['red', \"green\", 'blue']", "imgsz": str([HEIGHT, WIDTH])}, fixed=False)
    network("cells-unnamed.onnx", {})
    network("cells-open-unsized.onnx", {"names": NAMES}, fixed=False)
    network("two-names.onnx", {"names": "{0: 'red', 1: 'green'}"})
    network("not-a-number.onnx", named, gain=float("nan"))
    network("too-sure.onnx", named, gain=3.0)
    nowhere = boxes()
    nowhere[0, 2, 5] = np.inf
    network("infinite-box.onnx", named, place=nowhere)
    network("dazzled.onnx", named, dazzled=True)
    eight_bit("cells-int8.onnx")
    golden()


if __name__ == "__main__":
    main()
