#!/usr/bin/env python3
"""Makes tiny networks that are shown several pictures in one run, into batches/.

    pip install onnx numpy && python make_batches.py

As those of make_layouts.py; one of them answers to each picture what it sees in any of them, as a network does whose sizes were
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
