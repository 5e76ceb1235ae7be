#!/usr/bin/env python3
"""Makes the tiny networks that io.sightline.detect must refuse, or read with care, into layouts/.

    pip install onnx numpy && python make_refused.py
"""

import numpy as np
import onnx
from onnx import TensorProto, helper

from cells import CELLS, FLOAT, HERE, HEIGHT, INT, NAMES, WIDTH, Graph, centres, columns, corners


def other_pictures() -> None:
    """Of families that are shown pictures otherwise, as LibreYOLO's exports say and PaddleDetection's show."""
    for name, said in (
        ("normalised", {"model_family": "picodet"}),
        ("normalised-ppyoloe", {"model_family": "ppyoloe", "size": "s"}),
        ("normalised-deimv2", {"model_family": "deimv2", "size": "m"}),
    ):
        g = Graph()
        g.answer(columns(g), "output0", [1, 7, CELLS])
        g.save(f"{name}.onnx", {**NAMES, **said})
    g = Graph()
    g.inputs.append(helper.make_tensor_value_info("scale_factor", FLOAT, [1, 2]))
    twice = g.op("Concat", "scale_factor", "scale_factor", axis=1)
    g.answer(g.op("Div", g.weight(corners()), twice), "boxes", [1, CELLS, 4])
    g.answer(g.rows, "scores", [1, CELLS, 3])
    g.save("paddle-detection.onnx")


def other_names() -> None:
    """LibreYOLO calls what YOLO-NAS answers by the names that a DETR's outputs have, the other way round."""
    for name, classes in (("yolonas", "['red', 'green', 'blue']"), ("yolonas-four-classes", "['red', 'green', 'blue', 'none']")):
        g = Graph()
        nothing = g.weight(np.zeros((1, CELLS, classes.count(",") - 2), np.float32))
        g.answer(g.weight(corners()), "pred_logits", ["batch", "boxes", "numbers"])
        g.answer(g.op("Concat", g.rows, nothing, axis=2), "pred_boxes", ["batch", "boxes", "classes"])
        g.save(f"{name}.onnx", {"names": classes, "model_family": "yolonas"})


def other_tasks() -> None:
    g = Graph()
    g.answer(g.op("ReduceMean", g.columns, axes=[2], keepdims=0), "output0", [1, 3])
    g.save("classify.onnx", {**NAMES, "task": "classify"})
    g.save("classify-unsaid.onnx", {})
    g = Graph()
    g.answer(g.op("Reshape", g.columns, g.weight(np.array([1, 3, 8, 12]))), "output0", [1, 3, 8, 12])
    g.save("map.onnx", {})


def endless() -> None:
    """A loop of 2^62 turns; how many boxes come of it is left open, so that only a trial would tell."""
    value = lambda name, kind, shape: helper.make_tensor_value_info(name, kind, shape)
    turn = helper.make_graph(
        [helper.make_node("Identity", ["on"], ["still"]), helper.make_node("Identity", ["old"], ["new"])], "turn",
        [value("i", TensorProto.INT64, []), value("on", TensorProto.BOOL, []), value("old", FLOAT, [1, 7, CELLS])],
        [value("still", TensorProto.BOOL, []), value("new", FLOAT, [1, 7, CELLS])])
    g = Graph()
    turns, yes = g.weight(np.array(2**62)), g.weight(np.array(True))
    g.answer(g.op("Loop", turns, yes, columns(g), body=turn), "output0", [1, 7, "boxes"])
    g.save("endless.onnx", {})


def hostile() -> None:
    """What nobody means well with; and, for comparison, weights in a file of their own that are where they belong."""
    places = centres().transpose(0, 2, 1)
    (HERE / "boxes.bin").write_bytes(places.tobytes())
    outside = TensorProto(name="places", data_type=FLOAT, dims=places.shape, data_location=TensorProto.EXTERNAL)
    outside.external_data.add(key="location", value="weights/boxes.bin")
    g = Graph()
    g.weights.append(outside)
    g.answer(g.op("Concat", "places", g.columns, axis=1), "output0", [1, 7, CELLS])
    g.save("external.onnx", check=False)
    g = Graph()
    yes = g.weight(np.array(True))
    branches = []
    for name in ("then", "else"):
        node = helper.make_node("Constant", [], [f"{name}_places"], value=outside)
        result = helper.make_tensor_value_info(f"{name}_places", FLOAT, places.shape)
        branches.append(helper.make_graph([node], name, [], [result]))
    chosen = g.op("If", yes, then_branch=branches[0], else_branch=branches[1])
    g.answer(g.op("Concat", chosen, g.columns, axis=1), "output0", [1, 7, CELLS])
    g.save("external-within.onnx", check=False)
    g = Graph()
    inner = helper.make_node("Constant", [], ["places"])
    inner.attribute.append(helper.make_attribute_ref("value", onnx.AttributeProto.TENSOR))
    inner.attribute[0].ref_attr_name = "where"
    where = helper.make_attribute("where", outside)
    function = helper.make_function("own", "Places", [], ["places"], [inner], [helper.make_opsetid("", 17)], [], [where])
    g.answer(g.op("Concat", g.op("Places", domain="own"), g.columns, axis=1), "output0", [1, 7, CELLS])
    g.save("external-function.onnx", check=False, functions=[function])
    for name, size in (("huge-answer", 1 << 50), ("large-answer", 1 << 24)):
        g = Graph()
        g.answer(columns(g), "output0", [1, 7, size])
        g.save(f"{name}.onnx", check=False)
    g = Graph()
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.inputs = [helper.make_tensor_value_info("images", FLOAT, [1, 3, 1 << 40, 1 << 40])]
    g.save("huge-picture.onnx", check=False)
    for name, kind, shape in (
        ("no-picture", FLOAT, [0, 3, HEIGHT, WIDTH]),
        ("negative-height", FLOAT, [1, 3, -HEIGHT, WIDTH]),
        ("picture-of-integers", INT, [1, 3, HEIGHT, WIDTH]),
    ):
        g = Graph()
        g.answer(columns(g), "output0", [1, 7, CELLS])
        g.inputs = [helper.make_tensor_value_info("images", kind, shape)]
        g.save(f"{name}.onnx", check=False)
    for classes in (0, 10000, 10001):
        g = Graph()
        boxes = g.op("Add", g.weight(places), g.op("ReduceMin", g.columns, axes=[1], keepdims=1))
        scores = g.op("Expand", g.op("ReduceMin", g.columns, axes=[1], keepdims=1), g.weight(np.array([1, classes, CELLS])))
        g.answer(g.op("Concat", boxes, scores, axis=1) if classes else boxes, "output0", [1, 4 + classes, CELLS])
        g.save(f"classes-{classes}.onnx", {})


def expanding() -> None:
    """A function that calls another twice, which calls another twice, and so on; and one that calls itself."""
    versions = [helper.make_opsetid("", 17), helper.make_opsetid("own", 1)]
    function = lambda name, *calls: helper.make_function(
        "own", name, ["x0"], [f"x{len(calls)}"],
        [helper.make_node(call, [f"x{i}"], [f"x{i + 1}"], domain="" if call == "Identity" else "own") for i, call in enumerate(calls)],
        versions)
    doubling = lambda levels: [function("Twice0", "Identity")] + [
        function(f"Twice{k}", f"Twice{k - 1}", f"Twice{k - 1}") for k in range(1, levels)]
    for name, functions in (
        ("functions-few", doubling(9)),
        ("functions-many", doubling(15)),
        ("functions-endless", doubling(40)),
        ("functions-circular", [function("Twice0", "Twice1", "Identity"), function("Twice1", "Identity", "Twice0")]),
    ):
        g = Graph()
        g.answer(g.op(functions[-1].name, columns(g), domain="own"), "output0", [1, 7, CELLS])
        g.save(f"{name}.onnx", check=False, functions=functions)


def further_outputs() -> None:
    """A detector with outputs that nobody reads: of types that Sightline does not know, and larger than anything that it takes."""
    g = Graph()
    masks, many, nothing = [1, 300, 640, 640], [1, 40 << 20, 1], g.weight(np.float32(0))
    g.answer(g.weight(np.array(["a text"], object)), "text", [1], TensorProto.STRING)
    g.answer(g.op("Cast", g.columns, to=TensorProto.BFLOAT16), "short", [1, 3, CELLS], TensorProto.BFLOAT16)
    g.answer(g.op("Expand", nothing, g.weight(np.array(masks))), "masks", masks)
    g.answer(g.op("Expand", nothing, g.weight(np.array(many))), "many", many)
    g.answer(columns(g), "output0", [1, 7, CELLS])
    g.save("further-outputs.onnx")


if __name__ == "__main__":
    for make in (other_pictures, other_names, other_tasks, endless, hostile, expanding, further_outputs):
        make()
