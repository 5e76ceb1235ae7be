#!/usr/bin/env python3
"""Makes tiny networks whose answer is told only by its number of rows or by the numbers in one column, as single exporters write
it, into layouts/.

    pip install onnx numpy && python make_rows.py
"""

import numpy as np
from onnx import helper

from cells import CELL, CELLS, FLOAT, HEIGHT, NAMES, WIDTH, Graph, centres, corners
from make_exports import before


def labelled_rows() -> None:
    """DeepStream-Yolo's: a row of corners, confidence and class for every cell of strides of 4 or, three times, of 8; not suppressed."""
    for name, classes, anchors, first in (
        ("rows-with-label-one", 1, 1, 0),
        ("rows-with-label-two", 2, 1, 0),
        ("rows-with-label-three", 3, 1, 0),
        ("rows-with-label-one-anchors", 1, 3, 0),
        ("rows-with-label-three-anchors", 3, 3, 0),
        ("rows-with-label-all-one", 1, 3, 1),
    ):
        g, boxes, scores, labels = every_cell(classes, anchors)
        if first:
            labels = g.op("Add", labels, g.weight(np.float32(first)))
        g.answer(g.op("Concat", boxes, scores, labels, axis=2), "output", [1, count(anchors), 6])
        g.save(f"{name}.onnx", {})
        if name == "rows-with-label-three":
            g.save("rows-chosen.onnx", {**NAMES, "args": "{'batch': 1, 'nms': True}"})
    # Its former outputs.
    g, boxes, scores, labels = every_cell(3, 1)
    g.answer(boxes, "boxes", [1, count(1), 4])
    g.answer(scores, "scores", [1, count(1), 1])
    g.answer(labels, "classes", [1, count(1), 1])
    g.save("rows-with-label-apart.onnx", {})
    # YOLOv5 of one class, which is always a 1 in half precision.
    g, _, scores, _ = every_cell(1, 3)
    sizes = g.weight(nearest(3, 2 * centres()))
    g.answer(g.op("Concat", sizes, scores, g.weight(np.ones((1, count(3), 1), np.float32)), axis=2), "output", [1, count(3), 6])
    g.save("yolov5-one-class.onnx", {})
    # YOLOv8 of two classes, the second of which rounding has left at 0.
    g, _, scores, _ = every_cell(1, 1)
    sizes = g.weight(nearest(1, 2 * centres()))
    g.answer(g.op("Concat", sizes, scores, g.weight(np.zeros((1, count(1), 1), np.float32)), axis=2), "output", [1, count(1), 6])
    g.save("yolov8-turned-zeros.onnx", {})


def labelled_rows_of_small_pictures() -> None:
    """As labelled_rows, for every cell of strides of 8, 16 and 32, of which even three times as many are a short list; a coarse cell tells of a fine one in it."""
    across, down = WIDTH // CELL, HEIGHT // CELL
    fine = [(y, x) for y in range(down) for x in range(across)]
    fine += [(2 * y, 2 * x + 1) for y in range(down // 2) for x in range(across // 2)]
    fine += [(4 * y + 2, 4 * x + 1) for y in range(down // 4) for x in range(across // 4)]
    for name, anchors in (("rows-with-label-small", 1), ("rows-with-label-small-anchors", 3)):
        which = np.tile(np.array([y * across + x for y, x in fine]), anchors)
        g = Graph()
        every = g.op("Gather", g.rows, g.weight(which), axis=1)
        label = g.op("Cast", g.op("ArgMax", every, axis=2, keepdims=1), to=FLOAT)
        rows = g.op("Concat", g.weight(corners()[:, which]), g.op("ReduceMax", every, axes=[2], keepdims=1), label, axis=2)
        g.answer(rows, "output", [1, len(which), 6])
        g.save(f"{name}.onnx", {})
        if anchors == 1:
            g.save("rows-chosen-small.onnx", {**NAMES, "args": "{'batch': 1, 'nms': True}"})


def count(anchors: int) -> int:
    return anchors * 4 * CELLS if anchors > 1 else 16 * CELLS


def nearest(anchors: int, cells: np.ndarray) -> np.ndarray:
    """What belongs to each of the cells, for every cell of a grid that is finer, once per anchor."""
    finer = 2 if anchors > 1 else 4
    ys, xs = np.meshgrid(np.arange(HEIGHT // 8 * finer) // finer, np.arange(WIDTH // 8 * finer) // finer, indexing="ij")
    return np.tile(cells[:, (ys * (WIDTH // 8) + xs).ravel()], (1, anchors, 1)).astype(np.float32)


def every_cell(classes: int, anchors: int) -> tuple[Graph, str, str, str]:
    """Twice as large a picture, and for each cell of a grid: corners, the best confidence, its class."""
    g = Graph()
    before(g, lambda shown: g.op("AveragePool", shown, kernel_shape=[2, 2], strides=[2, 2]))
    g.inputs = [helper.make_tensor_value_info("images", FLOAT, [1, 3, 2 * HEIGHT, 2 * WIDTH])]
    some = g.op("Gather", g.rows, g.weight(np.array([[0], [0, 2], [0, 1, 2]][classes - 1])), axis=2)
    which = g.weight(nearest(anchors, np.arange(CELLS).reshape(1, CELLS, 1)).ravel().astype(np.int32))
    every = g.op("Gather", some, which, axis=1)
    label = g.op("Cast", g.op("ArgMax", every, axis=2, keepdims=1), to=FLOAT)
    return g, g.weight(nearest(anchors, 2 * corners())), g.op("ReduceMax", every, axes=[2], keepdims=1), label


def one_class() -> None:
    """YOLOv7 of one class, red: that class is never trained, so that its confidence is about 0.5 everywhere. And YOLOv5, which starts at 1."""
    for name, least, more in (("yolov7-one-class", 0.49, 0.015), ("yolov5-one-class-started", 0.982, 0.015)):
        g = Graph()
        red = g.op("Gather", g.rows, g.weight(np.array([0])), axis=2)
        none = g.op("Mul", red, g.weight(np.float32(1e-3)))
        column = g.op("Add", g.op("Mul", red, g.weight(np.float32(more))), g.weight(np.float32(least)))
        levels = [g.op("Concat", g.weight(centres()), red if anchor == 1 else none, column, axis=2) for anchor in range(3)]
        g.answer(g.op("Concat", *levels, axis=1), "output", [1, 3 * CELLS, 6])
        g.save(f"{name}.onnx", {})


def coarse_first() -> None:
    """Cells of strides of 32, 16 and 8 in this order: PaddleDetection's PP-YOLOE without its end, and YOLOv3 as Darknet lists it."""
    levels = []
    for stride in (32, 16, 8):
        ys, xs = np.meshgrid(np.arange(HEIGHT // stride) * stride, np.arange(WIDTH // stride) * stride, indexing="ij")
        levels.append(np.stack([xs.ravel(), ys.ravel(), xs.ravel() + stride, ys.ravel() + stride], 1).astype(np.float32))
    coarse = len(levels[0]) + len(levels[1])
    g = Graph()
    scores = g.op("Concat", g.weight(np.full((1, coarse, 3), 1e-3, np.float32)), g.rows, axis=1)
    g.inputs[0].name = g.nodes[0].input[0] = "image"
    g.answer(g.op("Concat", g.weight(np.concatenate(levels)[None]), scores, axis=2), "concat_14.tmp_0", [1, coarse + CELLS, 7])
    g.save("pp-yoloe.onnx", {})
    # As DeepStream-Yolo exports it, with the class of the best of two confidences.
    g = Graph()
    two = g.op("Gather", g.rows, g.weight(np.array([0, 2])), axis=2)
    two = g.op("Concat", g.weight(np.full((1, coarse, 2), 1e-3, np.float32)), two, axis=1)
    label = g.op("Cast", g.op("ArgMax", two, axis=2, keepdims=1), to=FLOAT)
    numbers = [g.weight(np.concatenate(levels)[None]), g.op("ReduceMax", two, axes=[2], keepdims=1), label]
    g.answer(g.op("Concat", *numbers, axis=2), "output", [1, coarse + CELLS, 6])
    g.save("rows-with-label-coarse-first.onnx", {})
    g = Graph()
    two = g.op("Gather", g.rows, g.weight(np.array([0, 2])), axis=2)
    two = g.op("Concat", g.weight(np.full((1, coarse, 2), 1e-3, np.float32)), two, axis=1)
    g.answer(g.op("Concat", g.weight(np.concatenate(levels)[None]), two, axis=2), "output", [1, coarse + CELLS, 6])
    g.save("pp-yoloe-two.onnx", {})
    g = Graph()
    rows = []
    for level in levels:
        centred = np.concatenate([(level[:, :2] + level[:, 2:]) / 2, level[:, 2:] - level[:, :2]], 1)[None]
        for anchor in range(3):
            fine = len(level) == CELLS and anchor == 1
            object_ = g.weight(np.full((1, len(level), 1), float(fine), np.float32))
            sure = g.rows if fine else g.weight(np.full((1, len(level), 3), 1e-3, np.float32))
            rows.append(g.op("Concat", g.weight(centred), object_, sure, axis=2))
    g.answer(g.op("Concat", *rows, axis=1), "output", [1, 3 * (coarse + CELLS), 8])
    g.save("yolov5-coarse-first.onnx", {})


if __name__ == "__main__":
    for make in (labelled_rows, labelled_rows_of_small_pictures, one_class, coarse_first):
        make()
