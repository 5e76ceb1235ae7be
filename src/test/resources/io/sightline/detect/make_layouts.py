#!/usr/bin/env python3
"""Makes tiny networks that answer for every cell, in every layout that io.sightline.detect recognises, into layouts/; those that
list some boxes are of make_lists.py.

    pip install onnx numpy && python make_layouts.py

They differ in what they are shown and in how they answer, as the exporters of those families write it.
"""

import numpy as np

from cells import BYTE, CELLS, FLOAT, HALF, HEIGHT, NAMES, SIZES, WIDTH, Graph, centres, columns, corners


def yolov8() -> None:
    g = Graph()
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("yolov8.onnx", {**NAMES, "stride": "32", "task": "detect"})
    g = Graph()
    g.answer(g.op("Reshape", g.columns, g.weight(np.array([1, 3, 8, 12]))), "raw", [1, 3, 8, 12])
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.answer(g.columns, "scores_only", [1, 3, CELLS])
    g.save("yolov8-raw-heads.onnx")
    g = Graph(HALF)
    g.answer(g.op("Cast", columns(g), to=HALF), "output0", [1, 7, CELLS], HALF)
    g.save("yolov8-float16.onnx")
    g = Graph(BYTE, scale=1 / 255)
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("yolov8-bytes.onnx")
    g = Graph(BYTE, pixels=True, scale=1 / 255)
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("yolov8-byte-pixels.onnx")
    g = Graph(batch=2)
    places = g.weight(np.repeat(centres().transpose(0, 2, 1), 2, 0))
    g.answer(g.op("Concat", places, g.columns, axis=1), "output0", [2, 7, CELLS])
    g.save("yolov8-batch-of-two.onnx")
    g = Graph(batch="batch", sizes=False)
    g.answer(columns(g), "output0", ["batch", 7, "boxes"])
    g.save("yolov8-all-open.onnx", {**NAMES, "imgsz": f"[{HEIGHT}, {WIDTH}]"})
    g = Graph()
    g.answer(g.op("Transpose", columns(g), perm=[0, 2, 1]), "output0", [1, CELLS, 7])
    g.save("yolov8-turned.onnx")
    g = Graph()
    g.answer(g.op("Concat", g.weight(corners()), g.rows, axis=2), "output0", [1, CELLS, 7])
    g.save("yolov8-turned-corners.onnx")
    g = Graph()
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("yolov8-top-left.onnx", {**NAMES, "letterbox_pad": "topleft"})
    g = Graph()
    g.answer(columns(g, 32), "output0", [1, 39, CELLS])
    masks = [1, 32, HEIGHT // 4, WIDTH // 4]
    g.answer(g.op("ConstantOfShape", g.weight(np.array(masks))), "output1", masks)
    g.save("yolov8-segment.onnx", {**NAMES, "task": "segment"})
    g = Graph()
    g.answer(columns(g, 6), "output0", [1, 13, CELLS])
    g.save("yolov8-pose.onnx", {**NAMES, "task": "pose", "kpt_shape": "[2, 3]"})
    # As in YOLOv3-tiny: zeros, then a maximum. Nothing else is as high as they are: the last cells of rows and columns are sure.
    g = Graph()
    below = g.op("Sub", g.op("Reshape", g.columns, g.weight(np.array([1, 3, 8, 12]))), g.weight(np.float32(1)))
    padded = g.op("Pad", below, g.weight(np.array([0, 0, 0, 0, 0, 0, 1, 1])), g.weight(np.float32(0)))
    highest = g.op("MaxPool", padded, kernel_shape=[2, 2], strides=[1, 1])
    scores = g.op("Reshape", g.op("Add", highest, g.weight(np.float32(1))), g.weight(np.array([1, 3, CELLS])))
    g.answer(g.op("Concat", g.weight(centres().transpose(0, 2, 1)), scores, axis=1), "output0", [1, 7, CELLS])
    g.save("yolov8-zeros-before-maximum.onnx")


    # Boxes meant otherwise than Ultralytics' own, whose metadata somebody has kept in one of them.
    for name, places, metadata in (
        ("yolov8-parts", centres() / SIZES, NAMES),
        ("yolov8-parts-unsaid", centres() / SIZES, {**NAMES, "stride": "32", "task": "detect"}),
        ("yolov8-corner-parts", corners() / SIZES, NAMES),
    ):
        g = Graph()
        g.answer(g.op("Concat", g.weight(places.transpose(0, 2, 1)), g.columns, axis=1), "output0", [1, 7, CELLS])
        g.save(f"{name}.onnx", metadata)
    g = Graph()
    g.answer(g.op("Concat", g.weight(centres() / SIZES), g.rows, axis=2), "output0", [1, CELLS, 7])
    g.save("yolov8-turned-parts.onnx")
    # Pictures of 0 to 255, which the graph itself divides: by a weight, or by a constant behind a cast and a turn.
    g = Graph(scale=1 / 255)
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("yolov8-divided.onnx")
    for name, picture, pixels, divided in (
        ("pixels", FLOAT, True, "tensor"),
        ("number", FLOAT, False, "number"),
        ("quantised", FLOAT, False, "quantised"),
        ("half", HALF, False, "half"),
        ("half-numbers", HALF, False, "half-numbers"),
    ):
        g = Graph(picture, pixels=pixels, divided=divided)
        g.answer(columns(g), "output0", [1, 7, CELLS])
        g.save(f"yolov8-divided-{name}.onnx")
    # Of most cells less than nothing: a sigmoid in 8 bits ends a rounding step below 0.
    g = Graph()
    sure = g.op("Relu", g.op("Sub", g.columns, g.weight(np.float32(0.3))))
    sure = g.op("Sub", sure, g.weight(np.float32(0.0005)))
    g.answer(g.op("Concat", g.weight(centres().transpose(0, 2, 1)), sure, axis=1), "output0", [1, 7, CELLS])
    g.save("yolov8-below-zero.onnx")
    # Confidences apart from their boxes, both in columns: nothing that is known.
    g = Graph()
    g.answer(g.weight(centres().transpose(0, 2, 1)), "boxes", [1, 4, CELLS])
    g.answer(g.columns, "scores", [1, 3, CELLS])
    g.save("scores-apart.onnx")
    g.save("scores-apart-unnamed.onnx", {})


def yolov5() -> None:
    for name, places in (("yolov5", centres()), ("yolov5-parts", centres() / SIZES), ("yolov5-corners", corners())):
        g = Graph()
        levels = []
        for anchor in range(3):
            object_ = g.weight(np.full((1, CELLS, 1), float(anchor == 1), np.float32))
            levels.append(g.op("Concat", g.weight(places), object_, g.rows, axis=2))
        g.answer(g.op("Concat", *levels, axis=1), "output", [1, 3 * CELLS, 8])
        g.save(f"{name}.onnx", {"names": "['red', 'green', 'blue']"})


def yolox() -> None:
    offsets = np.tile(np.array([0.5, 0.5, 0, 0], np.float32), (1, CELLS, 1))
    object_ = np.full((1, CELLS, 1), 0.998, np.float32)
    for name, raw, logits in (("yolox", True, False), ("yolox-logits", True, True), ("yolox-decoded", False, False)):
        g = Graph(bgr=True, scale=1 / 255)
        scores = g.op("Concat", g.weight(object_), g.rows, axis=2)
        scores = g.logits(scores) if logits else scores
        g.answer(g.op("Concat", g.weight(offsets if raw else centres()), scores, axis=2), "output", [1, CELLS, 8])
        g.save(f"{name}.onnx", NAMES if name == "yolox-decoded" else {})
        if name == "yolox-decoded":
            g.save("undecided.onnx", {})
    g = Graph(bgr=True, scale=1 / 255)
    scores = g.op("Concat", g.weight(object_), g.rows, axis=2)
    g.answer(g.op("Concat", g.weight(centres() / SIZES), scores, axis=2), "output", [1, CELLS, 8])
    g.save("yolox-decoded-parts.onnx")
    # Two pictures at once, raw; read as corners of parts, its offsets are in order.
    g = Graph(batch=2, bgr=True, scale=1 / 255)
    numbers = np.concatenate([offsets + [0, 0, 1, 1], object_], 2).astype(np.float32)
    g.answer(g.op("Concat", g.weight(np.repeat(numbers, 2, 0)), g.rows, axis=2), "output", [2, CELLS, 8])
    g.save("yolox-batch-of-two.onnx")
    # YOLOv6's own export: as YOLOX decoded, with ones in place of objectness, and RGB 0 to 1.
    g = Graph()
    ones = np.ones((1, CELLS, 1), np.float32)
    g.answer(g.op("Concat", g.weight(centres()), g.weight(ones), g.rows, axis=2), "outputs", [1, CELLS, 8])
    g.save("yolov6.onnx")
    g.save("yolov6-unnamed.onnx", {})


def ssd() -> None:
    third = np.float32(1 / 3)
    for name, places in (
        ("ssd", corners() / SIZES),
        ("ssd-pixels", corners()),
        ("ssd-centred", centres() / SIZES),
        ("ssd-background-last", corners() / SIZES),
    ):
        g = Graph()
        scores = g.op("Mul", g.rows, g.weight(third))
        nothing = g.op("Sub", g.weight(np.float32(1)), g.op("ReduceSum", scores, g.weight(np.array([2]))))
        columns = [scores, nothing] if name == "ssd-background-last" else [nothing, scores]
        g.answer(g.op("Concat", *columns, axis=2), "scores", [1, CELLS, 4])
        g.answer(g.weight(places), "boxes", [1, CELLS, 4])
        g.save(f"{name}.onnx", {})
    # PP-YOLOE's confidences stand in columns, YOLOv4's boxes have a dimension more.
    g = Graph()
    g.answer(g.weight(corners()), "boxes", [1, CELLS, 4])
    g.answer(g.columns, "scores", [1, 3, CELLS])
    g.save("boxes-and-turned-scores.onnx", {})
    g = Graph()
    g.answer(g.op("Unsqueeze", g.weight(corners() / SIZES), g.weight(np.array([2]))), "boxes", [1, CELLS, 1, 4])
    g.answer(g.rows, "confs", [1, CELLS, 3])
    g.save("yolov4.onnx", {})
    for name, places, count in (
        ("boxes-and-scores", corners(), CELLS),
        ("boxes-and-scores-open", corners(), "boxes"),
        ("boxes-and-scores-down-first", (corners() / SIZES)[..., [1, 0, 3, 2]], CELLS),
    ):
        g = Graph()
        g.answer(g.weight(places), "boxes", [1, count, 4])
        g.answer(g.rows, "scores", [1, count, 3])
        g.save(f"{name}.onnx", {})
    # Each cell often enough, and with classes enough, that there are too many confidences to list all that are not quite 0.
    times, classes = 88, 600
    g = Graph()
    g.answer(g.op("Tile", g.weight(corners()), g.weight(np.array([1, times, 1]))), "boxes", [1, times * CELLS, 4])
    wide = g.op("Pad", g.rows, g.weight(np.array([0, 0, 0, 0, 0, classes - 3])), g.weight(np.float32(0.0005)))
    g.answer(g.op("Tile", wide, g.weight(np.array([1, times, 1]))), "scores", [1, times * CELLS, classes])
    g.save("boxes-of-many-classes.onnx", {})


if __name__ == "__main__":
    for make in (yolov8, yolov5, yolox, ssd):
        make()
