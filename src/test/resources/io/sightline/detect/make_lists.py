#!/usr/bin/env python3
"""Makes tiny networks that answer with a list of boxes, some of the cells, in every layout that io.sightline.detect recognises,
into layouts/.

    pip install onnx numpy && python make_lists.py
"""

import numpy as np
from onnx import helper

from cells import BYTE, CELL, CELLS, FEW, FLOAT, HALF, HEIGHT, INT, LONG, NAMES, SIZES, WIDTH, Graph, centres, columns, corners


def chosen(g: Graph, places: np.ndarray, count: int) -> list[str]:
    boxes, _, sure, which = g.few(places, count)
    last = g.weight(np.array([2]))
    return [boxes, *(g.op("Unsqueeze", v, last) for v in (sure, g.op("Cast", which, to=FLOAT)))]


def end_to_end() -> None:
    g = Graph()
    g.answer(g.op("Concat", *chosen(g, corners(), FEW), axis=2), "output0", [1, FEW, 6])
    g.save("end-to-end.onnx", {**NAMES, "end2end": "True"})
    g.answer(columns(g), "raw", [1, 7, CELLS])
    g.save("end-to-end-numbered.onnx", {})
    # As many boxes as a grid has cells: three anchors on one level of stride 32 (18), strides 16 and 32 (30).
    for name, count, places, metadata in (
        ("end-to-end-18", 18, corners(), {**NAMES, "stride": "32", "task": "detect"}),
        ("end-to-end-30", 30, corners(), {}),
        ("end-to-end-parts", FEW, centres() / SIZES, {**NAMES, "stride": "32", "head": "RTDETRDecoder"}),
        ("end-to-end-parts-unsaid", FEW, centres() / SIZES, {}),
    ):
        g = Graph()
        g.answer(g.op("Concat", *chosen(g, places, count), axis=2), "output0", [1, count, 6])
        g.save(f"{name}.onnx", metadata)
    g = Graph(batch="batch", sizes=False)
    g.answer(g.op("Concat", *chosen(g, corners(), FEW), axis=2), "output0", ["batch", "boxes", "numbers"])
    g.save("end-to-end-open.onnx", {**NAMES, "imgsz": f"[{HEIGHT}, {WIDTH}]"})
    g = Graph()
    masks = g.op("Expand", g.weight(np.float32(7)), g.weight(np.array([1, FEW, 32])))
    g.answer(g.op("Concat", *chosen(g, corners(), FEW), masks, axis=2), "output0", [1, FEW, 38])
    g.save("end-to-end-segment.onnx", {**NAMES, "task": "segment", "args": "{'batch': 1, 'nms': True}"})
    g.save("end-to-end-segment-unsaid.onnx", {})
    g = Graph()
    g.answer(g.op("Concat", *chosen(g, corners() / SIZES, FEW), axis=2), "output0", [1, FEW, 6])
    g.save("end-to-end-corner-parts.onnx", {})
    # As Ultralytics' own suppression answers: what it leaves, then zeros. In a trial picture, some; or none.
    for name, least in (("end-to-end-padded", 0.7), ("end-to-end-padded-silent", 0.9)):
        g = Graph()
        rows = g.op("Concat", *chosen(g, corners(), FEW), axis=2)
        sure = g.op("Slice", rows, *(g.weight(np.array([v])) for v in (4, 5, 2)))
        kept = g.op("Cast", g.op("Greater", sure, g.weight(np.float32(least))), to=FLOAT)
        g.answer(g.op("Mul", rows, kept), "output0", [1, FEW, 6])
        g.save(f"{name}.onnx", {**NAMES, "stride": "32", "task": "detect", "args": "{'batch': 1, 'nms': True}"})
    # With confidences of a trial picture's cells, and with none of them.
    suppressed("end-to-end-batch", corners(), 0.2)
    suppressed("end-to-end-batch-silent", corners(), 0.9)
    suppressed("end-to-end-batch-silent-parts", corners() / SIZES, 0.9)
    suppressed("end-to-end-batch-silent-centred", centres(), 0.9, center_point_box=1)
    suppressed("end-to-end-batch-turned", corners(), 0.9, turned=True)
    # YOLO-NAS's own, class last: told by a trial picture, by its output's name, or not at all.
    suppressed("flat", corners(), 0.2, turned=True)
    suppressed("flat-silent", corners(), 0.9, turned=True, output="flat_predictions")
    suppressed("flat-silent-unnamed", corners(), 0.9, turned=True, output="found")
    # Every one of its rows a thousand times, in a number that the file leaves open.
    g = Graph()
    rows = g.op("Concat", g.weight(np.zeros((1, FEW, 1), np.float32)), *chosen(g, corners(), FEW), axis=2)
    many = g.op("Tile", g.op("Reshape", rows, g.weight(np.array([FEW, 7]))), g.weight(np.array([1000, 1])))
    sure = g.op("Reshape", g.op("Slice", many, *(g.weight(np.array([v])) for v in (5, 6, 1))), g.weight(np.array([-1])))
    g.answer(g.op("Compress", many, g.op("Greater", sure, g.weight(np.float32(0))), axis=0), "flat_predictions", ["found", 7])
    g.save("flat-many.onnx")
    # Rows as v26 answers them: sides that cross. Of an exporter that is known, and of one that is not.
    g = Graph()
    crossed = corners()[..., [2, 1, 0, 3]]
    sure = g.op("Slice", g.op("Concat", *chosen(g, crossed, FEW), axis=2), *(g.weight(np.array([v])) for v in (4, 5, 2)))
    kept = g.op("Cast", g.op("Greater", sure, g.weight(np.float32(0.9))), to=FLOAT)
    g.answer(g.op("Mul", g.op("Concat", *chosen(g, crossed, FEW), axis=2), kept), "output0", [1, FEW, 6])
    g.save("end-to-end-crossed.onnx", {**NAMES, "end2end": "True"})
    g.save("end-to-end-crossed-unsaid.onnx")
    g = Graph()
    g.answer(g.op("Concat", *chosen(g, crossed, FEW), axis=2), "output0", [1, FEW, 6])
    g.save("end-to-end-crossed-unnamed.onnx", {})
    # Boxes of five cells each way: those of neighbours overlap.
    around = centres() + [0, 0, 4 * CELL, 4 * CELL]
    g = Graph()
    g.answer(g.op("Concat", g.weight(around.astype(np.float32).transpose(0, 2, 1)), g.columns, axis=1), "output0", [1, 7, CELLS])
    g.save("yolov8-wide.onnx")
    around = corners() + [-2 * CELL, -2 * CELL, 2 * CELL, 2 * CELL]
    g = Graph()
    g.answer(g.op("Concat", *chosen(g, around.astype(np.float32), FEW), axis=2), "output0", [1, FEW, 6])
    g.save("end-to-end-wide.onnx", {**NAMES, "end2end": "True"})


def suppressed(name: str, places: np.ndarray, confidence: float, turned: bool = False, output: str = "output", **meant: int) -> None:
    g = Graph()
    places = g.weight(places)
    numbers = [g.weight(v) for v in (np.array([100]), np.float32(0.5), np.float32(confidence))]
    kept = g.op("NonMaxSuppression", places, g.columns, *numbers, **meant)
    picture, kind, cell = g.op("Split", kept, g.weight(np.array([1, 1, 1])), axis=1, outs=3)
    flat = g.op("Reshape", cell, g.weight(np.array([-1])))
    boxes = g.op("Gather", g.op("Reshape", places, g.weight(np.array([CELLS, 4]))), flat, axis=0)
    scores = g.op("GatherND", g.op("Reshape", g.columns, g.weight(np.array([3, CELLS]))), g.op("Concat", kind, cell, axis=1))
    scores = g.op("Unsqueeze", scores, g.weight(np.array([1])))
    ids = [g.op("Cast", v, to=FLOAT) for v in (picture, kind)]
    last = (scores, ids[1]) if turned else (ids[1], scores)
    g.answer(g.op("Concat", ids[0], boxes, *last, axis=1), output, ["found", 7])
    g.save(f"{name}.onnx")


def detr() -> None:
    g = Graph()
    boxes, scores, _, _ = g.few(centres() / SIZES)
    g.answer(g.logits(scores), "pred_logits", [1, FEW, 3])
    g.answer(boxes, "pred_boxes", [1, FEW, 4])
    g.save("detr.onnx", {})
    # What it makes of each query beside its boxes, before the confidences; known by their name, by names of classes, or by neither.
    for name, (places, features, sure), metadata in (
        ("detr-beside-features", ("pred_boxes", "hidden", "pred_logits"), {}),
        ("detr-beside-features-named", ("1203", "1198", "1207"), NAMES),
        ("detr-beside-features-unnamed", ("1203", "1198", "1207"), {}),
    ):
        g = Graph()
        boxes, scores, _, _ = g.few(centres() / SIZES)
        wide = g.op("Gather", scores, g.weight(np.arange(16) % 3), axis=2)
        g.answer(boxes, places, [1, FEW, 4])
        g.answer(g.op("Sub", g.op("Mul", wide, g.weight(np.float32(4))), g.weight(np.float32(2))), features, [1, FEW, 16])
        g.answer(g.logits(scores), sure, [1, FEW, 3])
        g.save(f"{name}.onnx", metadata)
    g = Graph()
    boxes, scores, _, _ = g.few(centres() / SIZES)
    g.answer(g.op("Concat", boxes, scores, axis=2), "output0", [1, FEW, 7])
    g.save("detr-rows.onnx")
    g.save("detr-rows-unnamed.onnx", {})
    # Of two classes a box has six numbers, as one of a list that is suppressed has.
    two = {"names": "['red', 'blue']"}
    g = Graph()
    g.rows = g.op("Gather", g.rows, g.weight(np.array([0, 2])), axis=2)
    boxes, scores, _, _ = g.few(centres() / SIZES)
    g.answer(g.op("Concat", boxes, scores, axis=2), "output0", [1, FEW, 6])
    g.save("detr-rows-two.onnx", {**two, "stride": "32", "task": "detect"})
    g.save("detr-rows-two-named.onnx", two)
    g.save("detr-rows-two-unnamed.onnx", {})
    g = Graph(batch="N")
    g.inputs.append(helper.make_tensor_value_info("orig_target_sizes", LONG, ["N", 2]))
    boxes, _, sure, which = g.few(corners() / SIZES)
    size = g.op("Cast", "orig_target_sizes", to=FLOAT)
    boxes = g.op("Mul", boxes, g.op("Unsqueeze", g.op("Concat", size, size, axis=1), g.weight(np.array([1]))))
    g.answer(which, "labels", ["N", FEW], LONG)
    g.answer(boxes, "boxes", ["N", FEW, 4])
    g.answer(sure, "scores", ["N", FEW])
    g.save("detr-listed.onnx", {})


def listed() -> None:
    g = Graph()
    boxes, _, sure, which = g.few(corners())
    g.answer(g.weight(np.array([[FEW - 10]], np.int32)), "num_dets", [1, 1], INT)
    g.answer(boxes, "det_boxes", [1, FEW, 4])
    g.answer(sure, "det_scores", [1, FEW])
    g.answer(g.op("Cast", which, to=INT), "det_classes", [1, FEW], INT)
    g.save("listed-counted.onnx")
    g = Graph(BYTE, pixels=True, scale=1 / 255)
    boxes, _, sure, which = g.few((corners() / SIZES)[..., [1, 0, 3, 2]])
    first = g.op("Add", g.op("Cast", which, to=FLOAT), g.weight(np.float32(1)))
    g.answer(boxes, "detection_boxes", [1, FEW, 4])
    g.answer(first, "detection_classes", [1, FEW])
    g.answer(sure, "detection_scores", [1, FEW])
    g.answer(g.weight(np.array([FEW], np.float32)), "num_detections", [1])
    g.save("listed-down-first.onnx")
    # TensorFlow 2's eight outputs, in their order.
    g = Graph(BYTE, pixels=True, scale=1 / 255)
    down_first = (corners() / SIZES)[..., [1, 0, 3, 2]]
    boxes, scores, sure, which = g.few(down_first)
    nothing = lambda values: g.op("Sub", g.weight(np.float32(1)), g.op("ReduceMax", values, axes=[2], keepdims=1))
    g.answer(g.weight(np.arange(FEW, dtype=np.float32)[None]), "detection_anchor_indices", [1, FEW])
    g.answer(boxes, "detection_boxes", [1, FEW, 4])
    g.answer(g.op("Add", g.op("Cast", which, to=FLOAT), g.weight(np.float32(1))), "detection_classes", [1, FEW])
    g.answer(g.op("Concat", nothing(scores), scores, axis=2), "detection_multiclass_scores", [1, FEW, 4])
    g.answer(sure, "detection_scores", [1, FEW])
    g.answer(g.weight(np.array([FEW], np.float32)), "num_detections", [1])
    g.answer(g.weight(down_first), "raw_detection_boxes", [1, CELLS, 4])
    g.answer(g.op("Concat", nothing(g.rows), g.rows, axis=2), "raw_detection_scores", [1, CELLS, 4])
    g.save("listed-tensorflow2.onnx")
    g = Graph()
    best = g.op("ReduceMax", g.rows, axes=[2], keepdims=0)
    which = g.op("Cast", g.op("ArgMax", g.rows, axis=2, keepdims=0), to=BYTE)
    g.answer(g.op("Cast", g.weight(corners()), to=HALF), "boxes", [1, CELLS, 4], HALF)
    g.answer(g.op("Cast", best, to=HALF), "scores", [1, CELLS], HALF)
    g.answer(which, "class_idx", [1, CELLS], BYTE)
    g.save("listed-bytes.onnx")


    # Bytes in, and a count and classes in whole numbers beside 32-bit floats.
    g = Graph(BYTE, scale=1 / 255)
    boxes, _, sure, which = g.few(corners())
    g.answer(g.weight(np.array([[FEW - 10]], np.int32)), "num_dets", [1, 1], INT)
    g.answer(boxes, "det_boxes", [1, FEW, 4])
    g.answer(sure, "det_scores", [1, FEW])
    g.answer(g.op("Cast", which, to=INT), "det_classes", [1, FEW], INT)
    g.save("listed-counted-bytes.onnx")


    # Suppressed by the graph itself, which finds nothing in a trial.
    for name, places in (("listed-silent", corners()), ("listed-silent-parts", corners() / SIZES)):
        g = Graph()
        all_ = g.weight(places)
        kept = g.op("NonMaxSuppression", all_, g.columns, *(g.weight(v) for v in (np.array([100]), np.float32(0.5), np.float32(0.9))))
        _, kind, cell = g.op("Split", kept, g.weight(np.array([1, 1, 1])), axis=1, outs=3)
        flat = g.op("Reshape", cell, g.weight(np.array([-1])))
        scores = g.op("GatherND", g.op("Reshape", g.columns, g.weight(np.array([3, CELLS]))), g.op("Concat", kind, cell, axis=1))
        g.answer(g.op("Gather", g.op("Reshape", all_, g.weight(np.array([CELLS, 4]))), flat, axis=0), "boxes", ["found", 4])
        g.answer(scores, "scores", ["found"])
        g.answer(g.op("Reshape", kind, g.weight(np.array([-1]))), "classes", ["found"], LONG)
        g.save(f"{name}.onnx")


def foreign() -> None:
    """Of official exports that want other pictures, or answer what is not read."""
    mean, std = (np.array(v, np.float32) for v in ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))

    def normalised(name: str, taken: str, answer, metadata: dict, mean: np.ndarray = mean, std: np.ndarray = std, bgr: bool = False) -> None:
        g = Graph()
        # What the network has learned of such pictures: the colours that they were.
        back = g.op("Add", g.op("Mul", g.columns, g.weight(std.reshape(1, 3, 1))), g.weight(mean.reshape(1, 3, 1)))
        g.columns = g.op("Gather", back, g.weight(np.array([2, 1, 0])), axis=1) if bgr else back
        g.columns = g.op("Clip", g.columns, g.weight(np.float32(0)), g.weight(np.float32(1)))
        g.rows = g.op("Transpose", g.columns, perm=[0, 2, 1])
        answer(g)
        g.inputs[0].name = taken
        g.nodes[0].input[0] = taken
        g.save(f"{name}.onnx", metadata)

    def pair(boxes_name: str, scores_name: str):
        def answer(g: Graph) -> None:
            boxes, scores, _, _ = g.few(centres() / SIZES)
            g.answer(boxes, boxes_name, [1, FEW, 4])
            g.answer(g.logits(scores), scores_name, [1, FEW, 3])
        return answer

    def mmdeploy(g: Graph) -> None:
        boxes, _, sure, which = g.few(corners())
        g.answer(g.op("Concat", boxes, g.op("Unsqueeze", sure, g.weight(np.array([2]))), axis=2), "dets", [1, FEW, 5])
        g.answer(which, "labels", [1, FEW], LONG)

    normalised("rf-detr", "input", pair("dets", "labels"), {})
    normalised("hugging-face", "pixel_values", pair("pred_boxes", "logits"), {})
    bytes_ = {"mean": np.array([103.53, 116.28, 123.675], np.float32) / 255, "std": np.array([57.375, 57.12, 58.395], np.float32) / 255}
    normalised("mmdeploy", "input", mmdeploy, {}, **bytes_, bgr=True)
    g = Graph()
    sides = g.op("Expand", g.weight(np.float32(7)), g.weight(np.array([1, CELLS, 32])))
    g.answer(g.op("Concat", g.rows, sides, axis=2), "output", [1, CELLS, 35])
    g.save("nanodet.onnx", {})
    g.save("nanodet-named.onnx")
    g = Graph()
    g.inputs.append(helper.make_tensor_value_info("image_shape", FLOAT, [1, 2]))
    boxes = g.op("Mul", g.weight(corners()), g.op("ReduceMax", "image_shape", keepdims=0))
    g.answer(boxes, "yolonms_layer_1", [1, CELLS, 4])
    g.answer(g.columns, "yolonms_layer_1:1", [1, 3, CELLS])
    g.answer(g.weight(np.zeros((1, 3), np.int32)), "yolonms_layer_1:2", ["found", 3], INT)
    g.save("yolov3-numbered.onnx", {})


if __name__ == "__main__":
    for make in (end_to_end, detr, listed, foreign):
        make()
