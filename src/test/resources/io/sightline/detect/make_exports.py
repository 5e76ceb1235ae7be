#!/usr/bin/env python3
"""Makes tiny networks with what further exporters add to theirs, before the network or after it, into layouts/.

    pip install onnx numpy && python make_layouts.py && python make_exports.py
"""

from collections.abc import Callable

import numpy as np
import onnx
from onnx import helper, numpy_helper

from cells import BYTE, CELLS, HERE, NAMES, Graph, centres, columns

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


if __name__ == "__main__":
    exchanged()
