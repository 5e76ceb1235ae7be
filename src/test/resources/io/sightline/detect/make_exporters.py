#!/usr/bin/env python3
"""Makes tiny networks that answer as single exporters write it, by the names and numbers that only they have, into layouts/.

    pip install onnx numpy && python make_exporters.py
"""

import numpy as np
from cells import CELLS, NAMES, Graph, centres, columns


def yolov9() -> None:
    """Its training heads, the auxiliary one first, which here is a fifth as sure; and two outputs of which one is no such answer."""
    said = {**NAMES, "stride": "32"}
    g = Graph()
    fifth = g.op("Mul", g.columns, g.weight(np.float32(0.2)))
    g.answer(g.op("Concat", g.weight(centres().transpose(0, 2, 1)), fifth, axis=1), "output0", [1, 7, CELLS])
    g.answer(columns(g), "2731", [1, 7, CELLS])
    g.save("yolov9-dual.onnx", said)
    g = Graph()
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.answer(g.op("Mul", columns(g), g.weight(np.float32(20))), "2731", [1, 7, CELLS])
    g.save("yolov8-beyond.onnx", said)


if __name__ == "__main__":
    for make in (yolov9,):
        make()
