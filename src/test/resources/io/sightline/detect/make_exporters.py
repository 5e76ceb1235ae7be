#!/usr/bin/env python3
"""Makes tiny networks that answer as single exporters write it, by the names and numbers that only they have, into layouts/.

    pip install onnx numpy && python make_exporters.py
"""

from collections.abc import Callable

import numpy as np
from onnx import helper

from cells import BYTE, CELLS, FEW, FLOAT, HEIGHT, LONG, NAMES, SIZES, WIDTH, Graph, centres, columns, corners
from make_exports import before

DOWN_FIRST = (corners() / SIZES)[..., [1, 0, 3, 2]]


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


def torchvision() -> None:
    """Without a batch, its classes counted from 1; those of others from 0, in its order or in yolort's; one whose picture has no batch either."""
    for name, outputs, first, least in (
        ("torchvision", ("boxes", "labels", "scores"), 1, 0.2),
        ("torchvision-silent", ("boxes", "labels", "scores"), 1, 0.9),
        ("torchvision-numbered", ("2567", "2542", "2543"), 1, 0.9),
        ("torchvision-like", ("boxes", "labels", "scores"), 0, 0.2),
        ("torchvision-like-silent", ("boxes", "labels", "scores"), 0, 0.9),
        ("yolort", ("boxes", "labels", "scores"), 0, 0.9),
    ):
        g = Graph()
        boxes, _, sure, which = g.few(corners())
        flat = lambda value, *shape: g.op("Reshape", value, g.weight(np.array(shape)))
        kept = g.op("Greater", flat(sure, FEW), g.weight(np.float32(least)))
        label = g.op("Add", flat(which, FEW), g.weight(np.array(first)))
        g.answer(g.op("Compress", flat(boxes, FEW, 4), kept, axis=0), outputs[0], ["found", 4])
        g.answer(g.op("Compress", label, kept, axis=0), outputs[1], ["found"], LONG)
        g.answer(g.op("Compress", flat(sure, FEW), kept, axis=0), outputs[2], ["found"])
        g.outputs = g.outputs[::-1] if name == "yolort" else g.outputs
        g.save(f"{name}.onnx", {})
    g.nodes.insert(0, helper.make_node("Unsqueeze", ["picture", g.weight(np.array([0]))], ["images"]))
    g.inputs = [helper.make_tensor_value_info("picture", FLOAT, [3, HEIGHT, WIDTH])]
    g.save("torchvision-no-batch.onnx", {})


def transformers() -> None:
    """RF-DETR fine-tuned, whose last column is of no class, and DETR, whose last class is that nothing is there."""
    mean, std = (np.array(v, np.float32).reshape(1, 3, 1) for v in ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
    g = Graph()
    back = g.op("Add", g.op("Mul", g.columns, g.weight(std)), g.weight(mean))
    g.columns = g.op("Clip", back, g.weight(np.float32(0)), g.weight(np.float32(1)))
    g.rows = g.op("Transpose", g.columns, perm=[0, 2, 1])
    boxes, scores, _, _ = g.few(centres() / SIZES)
    g.answer(boxes, "dets", [1, FEW, 4])
    never = g.weight(np.full((1, FEW, 1), -9, np.float32))
    g.answer(g.op("Concat", g.logits(scores), never, axis=2), "labels", [1, FEW, 4])
    g.inputs[0].name = g.nodes[0].input[0] = "input"
    g.save("rf-detr-fine-tuned.onnx", {})
    g = Graph()
    boxes, scores, _, _ = g.few(centres() / SIZES)
    logits = g.logits(scores)
    # It is surest of nothing but where it is very sure of something.
    nothing = g.op("Sub", g.weight(np.float32(5)), g.op("ReduceMax", logits, axes=[2], keepdims=1))
    g.answer(g.op("Concat", logits, nothing, axis=2), "pred_logits", [1, FEW, 4])
    g.answer(boxes, "pred_boxes", [1, FEW, 4])
    g.save("detr-of-nothing.onnx", {})


def padded() -> None:
    """Lists that end in rows of -1: keras-retinanet's, and one of six numbers a box."""
    g = Graph()
    boxes, _, sure, which = g.few(corners())
    kept = g.op("Greater", sure, g.weight(np.float32(0.3)))
    no = g.weight(np.float32(-1))
    each = lambda value: g.op("Unsqueeze", value, g.weight(np.array([2])))
    g.answer(g.op("Where", each(kept), boxes, no), "filtered_detections", [1, FEW, 4])
    g.answer(g.op("Where", kept, sure, no), "filtered_detections_1", [1, FEW])
    g.answer(g.op("Where", kept, which, g.weight(np.array(-1))), "filtered_detections_2", [1, FEW], LONG)
    g.save("listed-padded.onnx")
    g = Graph()
    boxes, _, sure, which = g.few(corners())
    rows = g.op("Concat", boxes, each(sure), each(g.op("Cast", which, to=FLOAT)), axis=2)
    g.answer(g.op("Where", each(g.op("Greater", sure, g.weight(np.float32(0.3)))), rows, g.weight(np.float32(-1))), "output0", [1, FEW, 6])
    g.save("end-to-end-padded-below.onnx")


def tflite() -> None:
    """SSD's end as tf2onnx names it: places downward first, classes from 0 as numbers like the confidences after them, a count."""
    g = Graph()
    boxes, _, sure, which = g.few(DOWN_FIRST.astype(np.float32), 10)
    ends = "TFLite_Detection_PostProcess"
    g.answer(boxes, ends, [1, 10, 4])
    g.answer(g.op("Cast", which, to=FLOAT), f"{ends}:1", [1, 10])
    g.answer(sure, f"{ends}:2", [1, 10])
    g.answer(g.weight(np.array([10], np.float32)), f"{ends}:3", [1])
    g.save("tflite.onnx", {})
    g = Graph()
    boxes, _, _, _ = g.few(corners(), 10)
    g.answer(boxes, "boxes", [1, 10, 4])
    g.save("boxes-alone.onnx", {})


def no_rank() -> None:
    """Outputs of which the file declares no shape at all, as where a graph ends in an If, or reshapes to what it computes."""

    def shaped(g: Graph, value: str, shape: list[int]) -> str:
        sizes = g.weight(np.array(shape))
        every = g.op("Greater", sizes, g.weight(np.array([-2])))
        return g.op("Reshape", value, g.op("Compress", sizes, every, axis=0))

    def sure_of(g: Graph) -> tuple[str, ...]:
        boxes, _, sure, which = g.few(corners())
        flat = lambda value, *shape: g.op("Reshape", value, g.weight(np.array(shape)))
        kept = g.op("Greater", flat(sure, FEW), g.weight(np.float32(0.3)))
        return tuple(g.op("Compress", flat(v, FEW, *more), kept, axis=0) for v, more in ((boxes, [4]), (sure, [1]), (which, [1])))

    g = Graph()
    g.answer(shaped(g, columns(g), [1, 7, CELLS]), "output0", None)
    g.save("no-rank-yolov8.onnx", check=False)
    g = Graph()
    boxes, sure, which = sure_of(g)
    g.answer(shaped(g, g.op("Concat", boxes, sure, g.op("Cast", which, to=FLOAT), axis=1), [1, -1, 6]), "output0", None)
    g.save("no-rank-end-to-end.onnx", check=False)
    g = Graph()
    boxes, sure, which = sure_of(g)
    picture = g.op("Mul", sure, g.weight(np.float32(0)))
    g.answer(shaped(g, g.op("Concat", picture, boxes, sure, g.op("Cast", which, to=FLOAT), axis=1), [-1, 7]), "flat_predictions", None)
    g.save("no-rank-flat.onnx", check=False)
    for name, declared in (("no-rank-listed", None), ("no-rank-listed-in-part", [1, FEW, 4])):
        g = Graph()
        boxes, _, sure, which = g.few(corners())
        g.answer(boxes if declared else shaped(g, boxes, [1, -1, 4]), "boxes", declared)
        g.answer(shaped(g, sure, [1, -1]), "scores", None)
        g.answer(shaped(g, which, [1, -1]), "labels", None, LONG)
        g.answer(shaped(g, g.weight(np.array([FEW])), [1, 1]), "num_dets", None, LONG)
        g.save(f"{name}.onnx", check=False)


def super_gradients() -> None:
    """Bytes in RGB, which the graph makes BGR of, as its networks are trained on that; suppressed, and joined of two graphs or flat."""
    for flat in (False, True):
        g = Graph(BYTE, bgr=True, scale=1 / 255)
        before(g, lambda shown: g.op("Gather", shown, g.weight(np.array([2, 1, 0])), axis=1), layer="Mul")
        boxes, _, sure, which = g.few(corners())
        if flat:
            each = lambda value: g.op("Reshape", value, g.weight(np.array([FEW, -1])))
            picture = g.op("Mul", each(sure), g.weight(np.float32(0)))
            rows = g.op("Concat", picture, each(boxes), each(sure), each(g.op("Cast", which, to=FLOAT)), axis=1)
            g.answer(rows, "graph2_flat_predictions", [FEW, 7])
        else:
            g.answer(g.weight(np.array([[FEW]])), "graph2_num_predictions", [1, 1], LONG)
            g.answer(boxes, "graph2_pred_boxes", [1, FEW, 4])
            g.answer(sure, "graph2_pred_scores", [1, FEW])
            g.answer(which, "graph2_pred_classes", [1, FEW], LONG)
        g.save("exchanged-super-gradients-flat.onnx" if flat else "exchanged-super-gradients.onnx", {})


def said_pictures() -> None:
    """Files whose metadata say which pictures they are shown: by ONNX's own keys, as Custom Vision writes them, and by Model API's, as Geti does."""

    def listed(name: str, shown: str, said: dict[str, str], taken: Callable[[Graph, str], str], bgr: bool) -> None:
        g = Graph(bgr=bgr)
        before(g, lambda picture: taken(g, picture))
        boxes, _, sure, which = g.few(corners())
        if shown == "geti":
            each = g.op("Unsqueeze", sure, g.weight(np.array([2])))
            g.answer(g.op("Concat", boxes, each, axis=2), "bboxes", [1, FEW, 5])
            g.answer(which, "labels", [1, FEW], LONG)
        else:
            flat = lambda value, *shape: g.op("Reshape", value, g.weight(np.array(shape)))
            g.answer(flat(boxes, FEW, 4), "detected_boxes", [FEW, 4])
            g.answer(flat(which, FEW), "detected_classes", [FEW], LONG)
            g.answer(flat(sure, FEW), "detected_scores", [FEW])
        g.save(f"{name}.onnx", said)

    def back(mean: np.ndarray | float, std: np.ndarray | float) -> Callable[[Graph, str], str]:
        """To values of 0 to 1 again: what the network has learned, by another way than a graph normalises."""
        each = [g_value if isinstance(g_value, np.ndarray) else np.full(3, g_value) for g_value in (std, mean)]
        std_, mean_ = (v.astype(np.float32).reshape(1, 3, 1, 1) for v in each)

        def done(g: Graph, shown: str) -> str:
            # A first layer: a convolution of one pixel.
            kernel = g.weight(np.diag(std_.ravel()).reshape(3, 3, 1, 1).astype(np.float32))
            seen = g.op("Conv", shown, kernel, g.weight(mean_.ravel()))
            return g.op("Clip", seen, g.weight(np.float32(0)), g.weight(np.float32(1)))

        return done

    bitmap = lambda form, span: {"Image.BitmapPixelFormat": form, "Image.ColorSpaceGamma": "SRGB", "image.nominalpixelrange": span}
    listed("said-bgr-bytes", "", bitmap("Bgr8", "NominalRange_0_255"), back(0.0, 1 / 255), True)
    listed("said-around-zero", "", bitmap("Rgb8", "Normalized_1_1"), back(0.5, 0.5), False)
    listed("said-video", "", bitmap("rgba8", "NominalRange_16_235"), back(-16 / 219, 1 / 219), False)
    listed("said-unknown", "", bitmap("Gray8", "Log"), back(0.0, 1.0), False)
    mean, std = np.array([123.675, 116.28, 103.53]), np.array([58.395, 57.12, 57.375])
    words = lambda values: " ".join(str(v) for v in values)
    info = lambda **said: {f"model_info {key}": value for key, value in {"labels": "red light_green blue", "pad_value": "0", **said}.items()}
    whole = info(mean_values=words(mean), scale_values=words(std), resize_type="standard", reverse_input_channels="False")
    listed("said-geti", "geti", whole, back(mean / 255, std / 255), False)
    turned = info(mean_values=words(mean[::-1]), scale_values=words(std[::-1]), resize_type="fit_to_window", reverse_input_channels="False")
    listed("said-geti-bgr", "geti", turned, back(mean[::-1] / 255, std[::-1] / 255), True)
    divided = info(mean_values="0.0 0.0 0.0", scale_values="255.0", resize_type="fit_to_window_letterbox", reverse_input_channels="True")
    listed("said-geti-parts", "geti", divided, back(0.0, 1.0), False)
    listed("said-geti-wrong", "geti", info(mean_values="1 2", resize_type="crop"), back(0.0, 1.0), False)


def confidences_first() -> None:
    """Four classes, and no names that tell: DAMO-YOLO's confidences before its boxes, and a DETR's logits before its own."""
    g = Graph()
    none = g.op("Mul", g.op("ReduceMin", g.rows, axes=[2], keepdims=1), g.weight(np.float32(0.5)))
    four = g.op("Add", g.op("Concat", g.rows, none, axis=2), g.weight(np.float32(1e-4)))
    g.answer(g.op("Min", four, g.weight(np.float32(1))), "output", [1, CELLS, 4])
    g.answer(g.weight(corners()), "1203", [1, CELLS, 4])
    g.save("scores-first-four.onnx", {})
    g = Graph()
    none = g.op("Mul", g.op("ReduceMin", g.rows, axes=[2], keepdims=1), g.weight(np.float32(0.5)))
    g.rows = g.op("Concat", g.rows, none, axis=2)
    boxes, scores, _, _ = g.few(centres() / SIZES)
    g.answer(g.logits(scores), "1198", [1, FEW, 4])
    g.answer(boxes, "1203", [1, FEW, 4])
    g.save("detr-first-four.onnx", {})


if __name__ == "__main__":
    for make in (yolov9, torchvision, transformers, padded, tflite, no_rank, super_gradients, said_pictures, confidences_first):
        make()
