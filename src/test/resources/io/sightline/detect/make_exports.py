#!/usr/bin/env python3
"""Makes tiny networks with what further exporters add to theirs, before the network or after it, into layouts/.

    pip install onnx numpy && python make_exports.py
"""

from collections.abc import Callable

import numpy as np
import onnx
from onnx import helper, numpy_helper

from cells import BYTE, CELLS, FLOAT, HEIGHT, HERE, INT, NAMES, WIDTH, Graph, centres, columns, corners
from make_lists import chosen, suppressed

YOLO = {**NAMES, "stride": "32"}


def before(g: Graph, done: Callable[[str], str], layer: str = "AveragePool") -> None:
    """Does something to the picture before the first node of a kind sees it."""
    first = next(node for node in g.nodes if node.op_type == layer)
    place = g.nodes.index(first)
    rest = g.nodes[place:]
    del g.nodes[place:]
    first.input[0] = done(first.input[0])
    g.nodes += rest


def exchanged() -> None:
    """Red and blue exchanged by the graph, as where its maker shows it pictures as OpenCV has them."""

    def gathered(g: Graph) -> Callable[[str], str]:
        return lambda shown: g.op("Gather", shown, g.weight(np.array([2, 1, 0])), axis=1)

    g = Graph()
    before(g, gathered(g))
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("exchanged.onnx", YOLO)
    g = Graph()
    before(g, gathered(g))
    before(g, gathered(g))
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("exchanged-twice.onnx", YOLO)
    # Backwards, as x[..., ::-1] is written, of bytes pixel by pixel.
    g = Graph(BYTE, pixels=True, scale=1 / 255)
    backwards = (g.op("Constant", value_ints=[v]) for v in (-1, -(2**63) + 1, -1, -1))
    before(g, lambda shown: g.op("Slice", shown, *backwards), layer="Cast")
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("exchanged-pixels.onnx", YOLO)
    # Plane by plane, behind a division.
    g = Graph(divided="number")

    def planes(shown: str) -> str:
        red, green, blue = g.op("Split", shown, axis=1, outs=3)
        return g.op("Concat", blue, green, red, axis=1)

    before(g, planes)
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("exchanged-planes.onnx", YOLO)
    # YOLOv6 --with-preprocess: exchanged, then divided.
    g = Graph(scale=1 / 255)
    before(g, gathered(g), layer="Mul")
    ones = np.ones((1, CELLS, 1), np.float32)
    g.answer(g.op("Concat", g.weight(centres()), g.weight(ones), g.rows, axis=2), "outputs", [1, CELLS, 8])
    g.save("exchanged-yolov6.onnx")
    # YOLOX wants BGR; this one makes it of RGB.
    g = Graph(bgr=True, scale=1 / 255)
    before(g, gathered(g))
    object_ = np.full((1, CELLS, 1), 0.998, np.float32)
    g.answer(g.op("Concat", g.weight(centres()), g.weight(object_), g.rows, axis=2), "output", [1, CELLS, 8])
    g.save("exchanged-yolox.onnx")
    # RF-DETR's means and deviations are then those of blue, green and red.
    model = onnx.load(HERE / "rf-detr.onnx")
    model.graph.node[0].input[0] = "exchanged"
    model.graph.node.insert(0, helper.make_node("Gather", ["input", "order"], ["exchanged"], axis=1))
    model.graph.initializer.append(numpy_helper.from_array(np.array([2, 1, 0]), "order"))
    (HERE / "exchanged-rf-detr.onnx").write_bytes(model.SerializeToString())


def tensorrt() -> None:
    """YOLOv7 --end2end as it is: boxes are chosen by a node that ONNX does not know."""
    g = Graph()
    names = ["num_dets", "det_boxes", "det_scores", "det_classes"]
    g.nodes.append(helper.make_node("EfficientNMS_TRT", [g.weight(corners()), g.rows], names, domain="TRT", max_output_boxes=100))
    for name, kind, shape in zip(names, (INT, FLOAT, FLOAT, INT), ([1, 1], [1, 100, 4], [1, 100], [1, 100])):
        g.outputs.append(helper.make_tensor_value_info(name, kind, shape))
    graph = helper.make_graph(g.nodes, "cells", g.inputs, g.outputs, g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("TRT", 1)], ir_version=8)
    (HERE / "tensorrt.onnx").write_bytes(model.SerializeToString())


def other_tasks() -> None:
    """A number for each pixel, and for each of as many classes as a box of a list has numbers."""
    for name, sizes, declared, said in (
        ("map-of-one-channel", True, [1, HEIGHT, WIDTH], {}),
        ("map-of-one-channel-open", False, ["batch", "height", "width"], {"imgsz": f"[{HEIGHT}, {WIDTH}]"}),
    ):
        g = Graph(sizes=sizes)
        g.answer(g.op("ReduceMean", "images", axes=[1], keepdims=0), "anomaly_map", declared)
        g.save(f"{name}.onnx", said)
    for name, classes, first in (("classify-six", 6, 1), ("classify-six-open", 6, "batch"), ("classify-seven", 7, 1)):
        g = Graph()
        some = g.op("Gather", g.op("Reshape", g.columns, g.weight(np.array([1, -1]))), g.weight(np.arange(classes) * 40), axis=1)
        g.answer(g.op("Softmax", some, axis=1), "output0", [first, classes])
        g.save(f"{name}.onnx", {})


def lists() -> None:
    g = Graph()
    row = g.op("Concat", *chosen(g, corners(), 1), axis=2)
    g.answer(g.op("Reshape", row, g.weight(np.array([1, 6]))), "output0", [1, 6])
    g.save("end-to-end-one-box.onnx")
    # As SuperGradients joins what it makes of its graphs, and as YOLOv6 calls it.
    suppressed("flat-silent-joined", corners(), 0.9, turned=True, output="graph2_flat_predictions")
    suppressed("end-to-end-batch-silent-yolov6", corners(), 0.9, output="outputs")


if __name__ == "__main__":
    for make in (exchanged, tensorrt, other_tasks, lists):
        make()
