"""Builds the tiny networks of make_layouts.py, make_lists.py and the other scripts here, which look at cells as those of make_fixtures.py do.

A 96 x 64 picture is cut into 8 x 8 cells, the confidence of class red, green or blue in a cell is the mean of that channel there,
and the cell itself is the box. No third party's weights or pictures are in them.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent / "layouts"
WIDTH, HEIGHT, CELL, CELLS, FEW = 96, 64, 8, 96, 50
NAMES = {"names": "{0: 'red', 1: 'green', 2: 'blue'}"}
FLOAT, HALF, BYTE, LONG, INT = TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.UINT8, TensorProto.INT64, TensorProto.INT32


def centres() -> np.ndarray:
    ys, xs = np.meshgrid(np.arange(HEIGHT // CELL), np.arange(WIDTH // CELL), indexing="ij")
    size = np.full(xs.size, CELL)
    return np.stack([xs.ravel() * CELL + CELL / 2, ys.ravel() * CELL + CELL / 2, size, size], 1).astype(np.float32)[None]


def corners() -> np.ndarray:
    c = centres()
    return np.concatenate([c[..., :2] - c[..., 2:] / 2, c[..., :2] + c[..., 2:] / 2], 2)


SIZES = np.array([WIDTH, HEIGHT, WIDTH, HEIGHT], np.float32)


class Graph:
    """Nodes in the order they are added; op("Mul", a, b) answers the name of what it makes."""

    def __init__(self, picture=FLOAT, pixels=False, batch=1, bgr=False, scale=1.0, sizes=True, divided=""):
        self.nodes, self.weights, self.outputs, self.count = [], [], [], 0
        height, width = (HEIGHT, WIDTH) if sizes else ("height", "width")
        shape = [batch, height, width, 3] if pixels else [batch, 3, height, width]
        self.inputs = [helper.make_tensor_value_info("images", picture, shape)]
        shown = self.op("Div", "images", self.half(divided)) if divided.startswith("half") else "images"
        shown = shown if picture == FLOAT else self.op("Cast", shown, to=FLOAT)
        shown = self.op("Transpose", shown, perm=[0, 3, 1, 2]) if pixels else shown
        shown = self.op("Mul", shown, self.weight(np.float32(scale))) if scale != 1 else shown
        if divided == "number":
            shown = self.op("Div", shown, self.op("Constant", value_float=255.0))
        if divided == "quantised":  # as quantisation tools leave it: the picture and the number it is divided by, each to bytes and back
            one, zero = self.weight(np.float32(1)), self.weight(np.uint8(0))
            shown = self.op("DequantizeLinear", self.op("QuantizeLinear", shown, one, zero), one, zero)
            five = self.weight(np.float32(5))
            shown = self.op("Div", shown, self.op("DequantizeLinear", self.weight(np.uint8(51)), five, zero))
        if divided == "tensor":
            by = self.op("Constant", value=numpy_helper.from_array(np.full((1, 3, 1, 1), 255, np.float32)))
            shown = self.op("Div", shown, by)
        cells = self.op("AveragePool", shown, kernel_shape=[CELL, CELL], strides=[CELL, CELL])
        # Behind the first layer this is what a network has learned; before it, what it does to its picture.
        cells = self.op("Gather", cells, self.weight(np.array([2, 1, 0])), axis=1) if bgr else cells
        count = batch if isinstance(batch, int) else -1
        self.columns = self.op("Reshape", cells, self.weight(np.array([count, 3, CELLS])))
        self.rows = self.op("Transpose", self.columns, perm=[0, 2, 1])

    def weight(self, value, name=None):
        self.count += 1
        name = name or f"w{self.count}"
        self.weights.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def half(self, divided):
        """255 in 16 bits, as bytes or as numbers."""
        if divided == "half":
            return self.op("Constant", value=numpy_helper.from_array(np.full((1, 3, 1, 1), 255, np.float16)))
        return self.op("Constant", value=helper.make_tensor("", HALF, [1], [255.0]))

    def op(self, kind, *inputs, out=None, outs=1, **attributes):
        self.count += 1
        names = [out] if out else [f"v{self.count}_{i}" for i in range(outs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outs == 1 else names

    def answer(self, value, name, shape, kind=FLOAT):
        self.op("Identity", value, out=name)
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def logits(self, value):
        sure = self.op("Clip", value, self.weight(np.float32(0.001)), self.weight(np.float32(0.999)))
        return self.op("Log", self.op("Div", sure, self.op("Sub", self.weight(np.float32(1)), sure)))

    def few(self, places, count=FEW):
        """The most confident cells: places, the scores of all classes, the best score, its class."""
        best = self.op("ReduceMax", self.rows, axes=[2], keepdims=0)
        sure, which = self.op("TopK", best, self.weight(np.array([count])), axis=1, outs=2)
        flat = self.op("Reshape", which, self.weight(np.array([count])))
        boxes = self.op("Gather", self.weight(places), flat, axis=1)
        scores = self.op("Gather", self.rows, flat, axis=1)
        return boxes, scores, sure, self.op("ArgMax", scores, axis=2, keepdims=0)

    def save(self, name, metadata=None, check=True, functions=()):
        graph = helper.make_graph(self.nodes, "cells", self.inputs, self.outputs, self.weights)
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", 17), *(helper.make_opsetid(own, 1) for own in sorted({f.domain for f in functions}))],
            ir_version=9 if functions else 8,
            producer_name="sightline-fixtures",
            functions=functions,
        )
        helper.set_model_props(model, NAMES if metadata is None else metadata)
        if check:
            onnx.checker.check_model(model)
        (HERE / name).write_bytes(model.SerializeToString())


def columns(g: Graph, more: int = 0):
    places = g.weight(centres().transpose(0, 2, 1))
    extra = [g.op("Expand", g.weight(np.float32(7)), g.weight(np.array([1, more, CELLS])))] if more else []
    return g.op("Concat", places, g.columns, *extra, axis=1)
