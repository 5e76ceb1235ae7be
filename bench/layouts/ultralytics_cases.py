"""Ultralytics' families, v3 to v12, v26 and RT-DETR, each exported as its users do."""

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from unittest import mock

import numpy as np

from .case import Case
from .comparing import Found
from .spread import confident, scale, settle

os.environ.setdefault("YOLO_OFFLINE", "true")
os.environ.setdefault("YOLO_AUTOINSTALL", "false")
os.environ.setdefault("YOLO_VERBOSE", "false")

V8 = "YOLOv8, v9, v11 or v12"
LIST = "end to end (v10, v26, RT-DETR) or with suppression built in"


@cache
def _checkpoint(name: str, classes: int, size: tuple[int, int], shown: Callable, folder: Path) -> Path:
    """Saves a model with random weights, well-behaved on the very pictures it will see."""
    import torch
    from ultralytics import RTDETR, YOLO

    torch.manual_seed(7)
    learn = shown(size)
    kind = RTDETR if "rtdetr" in name else YOLO
    yolo = kind(f"{name}.yaml")
    if classes != 80:
        yolo.model = type(yolo.model)(f"{name}.yaml", nc=classes, verbose=False)
        yolo.model.task, yolo.model.args = yolo.task, {"task": yolo.task}
    net = yolo.model
    if yolo.task != "classify":
        settle(net, learn)
        head = net.model[-1]
        if kind is RTDETR:
            confident(net, [head.enc_score_head], learn, 50)
            confident(net, [head.dec_score_head[-1]], learn, 50)
            scale(net, [head.dec_bbox_head[-1].layers[-1]], learn, torch.tensor([0, 0, 0.8, 0.8]), 0.5)
        else:
            bins = torch.arange(head.reg_max)
            mean = (-0.35 * bins).repeat(4) if head.reg_max > 1 else 4
            for prefix in ("", "one2one_"):
                if getattr(head, prefix + "cv3", None) is not None:
                    scale(net, [level[-1] for level in getattr(head, prefix + "cv2")], learn, mean, 1.5 if head.reg_max > 1 else 0.5)
                    confident(net, [level[-1] for level in getattr(head, prefix + "cv3")], learn, 40)
    path = folder / f"{name}-{classes}-{size[0]}x{size[1]}.pt"
    yolo.save(path)
    return path


def _export(name: str, classes: int, shown: Callable, size: tuple[int, int], options: dict, after, folder: Path) -> Path:
    from ultralytics import RTDETR, YOLO

    kind = RTDETR if "rtdetr" in name else YOLO
    checkpoint = _checkpoint(name, classes, size, shown, folder.parent)
    own = folder / checkpoint.name
    own.write_bytes(checkpoint.read_bytes())
    defaults = {"format": "onnx", "imgsz": (size[1], size[0]), "simplify": False, "device": "cpu", "verbose": False}
    file = Path(kind(own).export(**defaults | options))
    if after:
        after(file)
    return file


def _reference(task: str, kind: str, size: tuple[int, int], file: Path, pictures: list[np.ndarray], confidence: float, iou: float) -> list[list[Found]]:
    import onnxruntime
    from ultralytics.utils import ops

    session = onnxruntime.InferenceSession

    def exact(path, sess_options=None, **more):
        """Session without the shortcuts that make ONNX Runtime's results differ from the network's."""
        options = sess_options or onnxruntime.SessionOptions()
        # On processors without integer dot products (VNNI), sums of bytes saturate at 16 bits.
        options.add_session_config_entry("session.x64quantprecision", "1")
        # Fused into the following max-pooling, YOLOv3-tiny's zero padding would have no effect.
        return session(path, options, disabled_optimizers=["Pad_Fusion"], **more)

    def full(*given, **more):
        """Non-empty masks: Ultralytics drops boxes with empty masks, common with random weights, but only boxes are compared here."""
        return masks(*given, **more) | True

    masks = ops.process_mask
    with mock.patch("onnxruntime.InferenceSession", exact), mock.patch("ultralytics.utils.ops.process_mask", full):
        return _found(task, kind, size, file, pictures, confidence, iou)


def _found(task: str, kind: str, size: tuple[int, int], file: Path, pictures: list[np.ndarray], confidence: float, iou: float) -> list[list[Found]]:
    from ultralytics import RTDETR, YOLO

    network = RTDETR(str(file)) if kind == "rtdetr" else YOLO(str(file), task=task)
    found = []
    for picture in pictures:
        # rect=False pads to the whole input, as all other runtimes do.
        boxes = network.predict(picture, imgsz=(size[1], size[0]), conf=confidence, iou=iou, rect=False, device="cpu", verbose=False)[0].boxes
        pixel = max(picture.shape[1] / size[0], picture.shape[0] / size[1])
        found.append([Found(int(c), float(s), in_order(tuple(map(float, b)), pixel)) for b, s, c in zip(boxes.xyxy, boxes.conf, boxes.cls)])
    return found


def in_order(box: tuple[float, float, float, float], pixel: float) -> tuple[float, float, float, float]:
    """Puts crossed sides of a v26 box, which Ultralytics leaves as they are, in order and at least a network pixel apart."""
    left, top, right, bottom = box

    def apart(a: float, b: float) -> tuple[float, float]:
        missing = max(0.0, (pixel - (a - b)) / 2) if b < a else 0.0  # equal sides belong to boxes clipped away outside the picture
        return min(a, b) - missing, max(a, b) + missing

    (left, right), (top, bottom) = apart(left, right), apart(top, bottom)
    return left, top, right, bottom


def stripped(file: Path) -> None:
    """Strips the metadata: some converters write nothing but the graph."""
    import onnx

    model = onnx.load(file)
    del model.metadata_props[:]
    onnx.save(model, file)


def half(file: Path) -> None:
    """Converts weights, computation, input and output to 16 bits."""
    import onnx
    from onnxruntime.transformers import float16

    onnx.save(float16.convert_float_to_float16(onnx.load(file), keep_io_types=False), file)


def quantised(shown: Callable, file: Path) -> None:
    """Quantises to INT8, calibrated on pictures and with decoding left in floating point, like Ultralytics' own export."""
    import onnx
    from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static

    class Pictures(CalibrationDataReader):
        def __init__(self):
            self.left = [{"images": picture[None].numpy()} for picture in shown((640, 640))]

        def get_next(self):
            return self.left.pop() if self.left else None

    rest = [node.name for node in onnx.load(file).graph.node if node.op_type not in {"Conv", "Gemm", "MatMul"}]
    metadata = onnx.load(file).metadata_props
    quantize_static(str(file), str(file), Pictures(), nodes_to_exclude=rest, weight_type=QuantType.QInt8)
    model = onnx.load(file)
    del model.metadata_props[:]
    model.metadata_props.extend(metadata)
    onnx.save(model, file)


def turned(file: Path) -> None:
    """Appends a transposition, as some deployments do, so that the output is box by box."""
    import onnx

    model = onnx.load(file)
    output = model.graph.output[0]
    model.graph.node.append(onnx.helper.make_node("Transpose", [output.name], ["turned"], perm=[0, 2, 1]))
    shape = [d.dim_value for d in output.type.tensor_type.shape.dim]
    model.graph.output.remove(output)
    model.graph.output.append(onnx.helper.make_tensor_value_info("turned", onnx.TensorProto.FLOAT, [shape[0], shape[2], shape[1]]))
    onnx.save(model, file)


def cases(shown: Callable) -> list[Case]:
    """The cases; `shown` makes the tensor of the pictures shown to a network of an input size."""
    wide = (640, 384)

    def of(name: str, variant: str, expected: str, size: tuple[int, int] = (640, 640), classes: int = 80, after=None, reads=None, rough: bool = False, **options) -> Case:
        task = {"seg": "segment", "pose": "pose", "obb": "obb", "cls": "classify"}.get(name.rsplit("-", 1)[-1], "detect")
        kind = "rtdetr" if "rtdetr" in name else "yolo"
        return Case(name, variant, expected, partial(_export, name, classes, shown, size, options, after),
                    reads or partial(_reference, task, kind, size), size, kind == "rtdetr", rough=rough)

    return [
        of("yolov8n", "plain", V8),
        of("yolov8n", "opset 12", V8, opset=12),
        of("yolov8n", "no metadata", V8, after=stripped),
        of("yolov8n", "turned", f"{V8}, box by box", after=turned, reads=_turned_reference),
        of("yolov8n", "turned, no metadata", "refused: can be read in 2 ways", after=lambda file: (turned(file), stripped(file))),
        of("yolov8n", "640x384", V8, wide),
        of("yolov8n", "dynamic", V8, dynamic=True),
        of("yolov8n", "dynamic, no metadata", V8, dynamic=True, after=stripped),
        of("yolov8n", "batch 2", V8, batch=2, reads=_first_of_two_reference),
        of("yolov8n", "quantize=16", V8, rough=True, quantize=16),
        of("yolov8n", "FP16 throughout", V8, after=half, rough=True),
        of("yolov8n", "INT8 (QDQ)", V8, after=partial(quantised, shown)),
        of("yolov8n", "nms=True", LIST, nms=True, conf=0.25, iou=0.7),
        of("yolov8n", "nms=True, no metadata", LIST, nms=True, conf=0.25, iou=0.7, after=stripped),
        of("yolov8n", "nms=True, 640x384", LIST, wide, nms=True, conf=0.25, iou=0.7),
        of("yolov8n", "nms=True, dynamic", LIST, nms=True, dynamic=True, batch=2, conf=0.25, iou=0.7),
        of("yolov8n", "1 class", V8, classes=1),
        of("yolov8n", "2 classes", V8, classes=2),
        of("yolov8n", "2 classes, no metadata", V8, classes=2, after=stripped),
        of("yolov8n-p2", "strides 4 to 32", V8, (320, 320)),
        of("yolov8n-p6", "strides 8 to 64", V8, (320, 320)),
        of("yolov3-tiny", "320x320", V8, (320, 320)),
        of("yolov5n", "plain (v5u)", V8),
        of("yolov9t", "plain", V8),
        of("yolo11n", "plain", V8),
        of("yolo11n", "320x320", V8, (320, 320)),
        of("yolo11n", "6 classes, 640x384", V8, wide, classes=6),
        of("yolo12n", "plain", V8),
        of("yolov10n", "plain", V8),
        of("yolov10n", "nms=False", LIST, nms=False),
        of("yolov10n", "nms=False, no metadata", LIST, nms=False, after=stripped),
        of("yolo26n", "plain", V8),
        of("yolo26n", "nms=False", LIST, nms=False),
        of("yolo26n", "nms=False, 640x384", LIST, wide, nms=False),
        of("yolo26n", "nms=False, quantize=16", LIST, rough=True, nms=False, quantize=16),
        of("yolo26n", "nms=True", LIST, nms=True, conf=0.25, iou=0.7),
        of("rtdetr-l", "320x320", LIST, (320, 320)),
        of("rtdetr-l", "320x320, no metadata", LIST, (320, 320), after=stripped, reads=partial(_reference, "detect", "rtdetr", (320, 320))),
        of("yolo11n-seg", "plain", V8),
        of("yolo11n-seg", "no metadata", V8, after=stripped),
        of("yolo11n-seg", "nms=True", LIST, nms=True, conf=0.25, iou=0.7),
        of("yolo26n-seg", "nms=False", LIST, nms=False),
        of("yolo11n-pose", "plain", V8, classes=1),
        of("yolo11n-pose", "nms=True", LIST, classes=1, nms=True, conf=0.25, iou=0.7),
        of("yolo26n-pose", "nms=False", LIST, classes=1, nms=False),
        of("yolo11n-obb", "plain", 'refused: the task "obb"'),
        of("yolo11n-cls", "224x224", 'refused: the task "classify"', (224, 224)),
        of("yolo11n-cls", "224x224, no metadata", "refused: as for classification", (224, 224), after=stripped),
    ]


def _turned_reference(file: Path, pictures: list[np.ndarray], confidence: float, iou: float) -> list[list[Found]]:
    """Removes the transposition, then reads the file with Ultralytics."""
    import onnx

    model = onnx.load(file)
    node = model.graph.node.pop()
    model.graph.output[0].name = node.input[0]
    shape = model.graph.output[0].type.tensor_type.shape.dim
    shape[1].dim_value, shape[2].dim_value = shape[2].dim_value, shape[1].dim_value
    back = file.with_name("back.onnx")
    onnx.save(model, back)
    return _reference("detect", "yolo", (640, 640), back, pictures, confidence, iou)


def _first_of_two_reference(file: Path, pictures: list[np.ndarray], confidence: float, iou: float) -> list[list[Found]]:
    """Passes each picture twice, since Ultralytics requires as many pictures as the file's batch size."""
    from ultralytics import YOLO

    network = YOLO(str(file), task="detect")
    found = []
    for picture in pictures:
        boxes = network.predict([picture, picture], imgsz=(640, 640), conf=confidence, iou=iou, rect=False, device="cpu", verbose=False)[0].boxes
        found.append([Found(int(c), float(s), tuple(map(float, b))) for b, s, c in zip(boxes.xyxy, boxes.conf, boxes.cls)])
    return found
