#!/usr/bin/env python3
"""Makes tiny networks that are shown several pictures in one run, into batches/.

    pip install onnx numpy && python make_batches.py

As those of make_layouts.py; some of them answer to a picture what they see in another, as a network does whose sizes were
written down for one picture.
"""

import numpy as np

import cells
from cells import CELLS, FLOAT, HALF, NAMES, Graph, centres, corners

cells.HERE = cells.HERE.parent / "batches"
cells.HERE.mkdir(exist_ok=True)


def found(g: Graph, columns: str) -> str:
    """Place and scores of every cell, for as many pictures as there are columns."""
    nothing = g.op("Mul", g.op("ReduceSum", columns, g.weight(np.array([1])), keepdims=1), g.weight(np.float32(0)))
    return g.op("Concat", g.op("Add", g.weight(centres().transpose(0, 2, 1)), nothing), columns, axis=1)


g = Graph(batch=4)
g.answer(found(g, g.columns), "output0", [4, 7, CELLS])
g.save("four.onnx")
g = Graph(batch="batch")
g.answer(found(g, g.columns), "output0", ["batch", 7, CELLS])
g.save("any.onnx")
# Half as sure of the third picture as of the others: an engine that is wrong only where it is shown several.
g = Graph(batch=4)
g.answer(found(g, g.op("Mul", g.columns, g.weight(np.array([1, 1, 0.5, 1], np.float32).reshape(4, 1, 1)))), "output0", [4, 7, CELLS])
g.save("four-third-half.onnx")
g = Graph(HALF, batch="batch")
g.answer(g.op("Cast", found(g, g.columns), to=HALF), "output0", ["batch", 7, CELLS], HALF)
g.save("any-in-halves.onnx")
g = Graph(batch=4)
most = g.op("ReduceMax", g.columns, axes=[0], keepdims=1)
g.answer(found(g, g.op("Expand", most, g.weight(np.array([4, 1, 1])))), "output0", [4, 7, CELLS])
g.save("four-mixed.onnx")
# Of what is less sure than anything in noise it says nothing, as where suppression is built in.
g = Graph(batch=4)
sure = g.op("Cast", g.op("Greater", g.columns, g.weight(np.float32(0.9))), to=FLOAT)
g.answer(found(g, g.op("Mul", g.columns, sure)), "output0", [4, 7, CELLS])
g.save("four-silent.onnx")
# Chosen by the network itself: rows x1 y1 x2 y2 confidence class.
g = Graph(batch=3)
count = CELLS // 2
best = g.op("ReduceMax", g.rows, axes=[2], keepdims=0)
sure, which = g.op("TopK", best, g.weight(np.array([count])), axis=1, outs=2)
places = g.op("Gather", g.weight(corners()[0]), which, axis=0)
classes = g.op("ArgMax", g.op("GatherND", g.rows, g.op("Unsqueeze", which, g.weight(np.array([2]))), batch_dims=1), axis=2)
columns = [g.op("Unsqueeze", v, g.weight(np.array([2]))) if v is sure else g.op("Cast", v, to=FLOAT) for v in (sure, classes)]
g.answer(g.op("Concat", places, *columns, axis=2), "output0", [3, count, 6])
g.save("three-end-to-end.onnx", {**NAMES, "end2end": "True"})
# The same of dark cells, as often as the file leaves open.
g.outputs = []
columns[0] = g.op("Sub", g.weight(np.float32(1)), columns[0])
g.answer(g.op("Concat", places, *columns, axis=2), "rows", [3, "boxes", 6])
g.save("three-of-varying.onnx", {**NAMES, "end2end": "True"})


def mixed(g: Graph, parts: np.ndarray) -> str:
    """Of every picture so much: a row for each that is answered to, a column for each that is seen."""
    flat = g.op("Reshape", g.columns, g.weight(np.array([4, 3 * CELLS])))
    return g.op("Reshape", g.op("MatMul", g.weight(parts.astype(np.float32)), flat), g.weight(np.array([4, 3, CELLS])))


def faint(g: Graph, columns: str) -> str:
    """Confidences of nearly a half, whatever is seen."""
    return g.op("Add", g.op("Mul", columns, g.weight(np.float32(0.001))), g.weight(np.float32(0.5)))


def only(g: Graph, some: str, cells: int, others: str) -> str:
    """The first cells of the one, the rest of the other."""
    first = g.weight((np.arange(CELLS) < cells)[None, None])
    return g.op("Where", first, some, others)


def leaking(into: int, out_of: int, part: float) -> np.ndarray:
    parts = np.eye(4)
    parts[into, into], parts[into, out_of] = 1 - part, part
    return parts


# Four boxes that it is hardly surer of where it sees something; of the others it is always as sure.
g = Graph(batch=4)
g.answer(found(g, only(g, faint(g, g.columns), 4, g.weight(np.full((4, 3, CELLS), 0.1, np.float32)))), "output0", [4, 7, CELLS])
g.save("four-faint.onnx")
# A thousandth of all in each, as where roundings depend on the pictures beside one.
g = Graph(batch=4)
g.answer(found(g, mixed(g, 0.999 * np.eye(4) + 0.001 / 4)), "output0", [4, 7, CELLS])
g.save("four-rounded.onnx")
# A little of one picture in one other.
for into, out_of in ((0, 1), (1, 0), (2, 0), (0, 3)):
    g = Graph(batch=4)
    g.answer(found(g, mixed(g, leaking(into, out_of, 0.15))), "output0", [4, 7, CELLS])
    g.save(f"four-leaking-{out_of}-into-{into}.onnx")
# In one cell of 96 only.
g = Graph(batch=4)
g.answer(found(g, only(g, mixed(g, leaking(3, 2, 0.5)), 1, g.columns)), "output0", [4, 7, CELLS])
g.save("four-leaking-cell.onnx")
# In confidences that hardly change, beside boxes that move by pixels with what is seen in their own picture.
g = Graph(batch=4)
sure = faint(g, mixed(g, leaking(1, 2, 0.3)))
red = g.op("Slice", g.columns, *(g.weight(np.array([v])) for v in (0, 1, 1)))
moved = g.op("Add", g.weight(centres().transpose(0, 2, 1)), g.op("Mul", red, g.weight(np.float32(8))))
g.answer(g.op("Concat", moved, sure, axis=1), "output0", [4, 7, CELLS])
g.save("four-leaking-faint.onnx")
# More pictures than there is room for.
cells.WIDTH, cells.HEIGHT, cells.CELLS = 640, 640, 6400
g = Graph(batch=64)
places = g.op("ConstantOfShape", g.weight(np.array([64, 4, 6400])))
g.answer(g.op("Concat", places, g.columns, axis=1), "output0", [64, 7, 6400])
g.save("sixty-four.onnx")
