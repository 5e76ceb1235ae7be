"""Sightline's peers, each a detector for the same ONNX file in the YOLOv8 layout, with two threads."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

THREADS = 2
# Sightline uses every processor available to it, as some peers do besides their threads. So all get the same processors, set
# before any of them counts processors.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])
elif os.cpu_count() != THREADS:
    print(f"Note: this system cannot give a program {THREADS} processors only: Sightline uses all {os.cpu_count()}", file=sys.stderr)
os.environ.setdefault("OMP_NUM_THREADS", str(THREADS))
os.environ.setdefault("YOLO_OFFLINE", "true")
os.environ.setdefault("YOLO_AUTOINSTALL", "false")

import cv2
import numpy as np

HOME = Path(__file__).resolve().parent.parent
WARM_UP = 100  # inferences that are not timed, while Java compiles hot code


@dataclass(frozen=True)
class Limits:
    """Thresholds that all share; Sightline's defaults for a file without a bundle."""

    confidence: float = 0.25
    iou: float = 0.5


def letterbox(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    """Letterboxes as users write it by hand: resized, padded with 114, RGB, 0 to 1, 1 x 3 x height x width."""
    h, w = picture.shape[:2]
    scale = min(width / w, height / h)
    inner = cv2.resize(picture, (round(w * scale), round(h * scale)), interpolation=cv2.INTER_LINEAR)
    canvas = np.full((height, width, 3), 114, np.uint8)
    top, left = (height - inner.shape[0]) // 2, (width - inner.shape[1]) // 2
    canvas[top : top + inner.shape[0], left : left + inner.shape[1]] = inner
    return np.ascontiguousarray(canvas[:, :, ::-1].transpose(2, 0, 1)[None], np.float32) / 255


def boxes(output: np.ndarray, limits: Limits) -> list:
    """1 x (4 + classes) x N -> the boxes kept by OpenCV's own suppression."""
    rows = output[0]
    best = rows[4:].max(0)
    keep = best >= limits.confidence
    rows, best = rows[:, keep], best[keep]
    if not len(best):
        return []
    xywh = np.stack([rows[0] - rows[2] / 2, rows[1] - rows[3] / 2, rows[2], rows[3]], 1)
    kept = cv2.dnn.NMSBoxesBatched(xywh.tolist(), best.tolist(), rows[4:].argmax(0).tolist(), limits.confidence, limits.iou)
    return [xywh[k] for k in kept]


class Peer:
    """A detector to compare; find(picture) -> number of boxes kept."""

    def looks(self, pictures: list[np.ndarray], count: int) -> tuple[float, int]:
        """Detects on `count` pictures, repeating them as needed; -> seconds, boxes."""
        began = time.perf_counter()
        found = sum(self.find(pictures[i % len(pictures)]) for i in range(count))
        return time.perf_counter() - began, found

    def close(self) -> None:
        pass


class Ultralytics(Peer):
    """Ultralytics' Python pipeline over ONNX Runtime."""

    def __init__(self, model: Path, width: int, height: int, limits: Limits):
        import torch
        from ultralytics import YOLO

        torch.set_num_threads(THREADS)
        self.network, self.size, self.limits = YOLO(str(model), task="detect"), (height, width), limits

    def find(self, picture: np.ndarray) -> int:
        found = self.network.predict(picture, imgsz=self.size, conf=self.limits.confidence, iou=self.limits.iou, device="cpu", verbose=False)
        return len(found[0].boxes)


class OpenCv(Peer):
    """OpenCV's DNN module."""

    def __init__(self, model: Path, width: int, height: int, limits: Limits):
        cv2.setNumThreads(THREADS)
        self.network, self.size, self.limits = cv2.dnn.readNetFromONNX(str(model)), (width, height), limits

    def find(self, picture: np.ndarray) -> int:
        self.network.setInput(letterbox(picture, *self.size))
        return len(boxes(self.network.forward(), self.limits))


class OpenVino(Peer):
    """OpenVINO's runtime on the CPU: the limit of what the processor can do."""

    def __init__(self, model: Path, width: int, height: int, limits: Limits):
        import openvino

        settings = {"INFERENCE_NUM_THREADS": THREADS, "PERFORMANCE_HINT": "LATENCY"}
        self.network = openvino.Core().compile_model(str(model), "CPU", settings)
        self.size, self.limits = (width, height), limits

    def find(self, picture: np.ndarray) -> int:
        return len(boxes(self.network([letterbox(picture, *self.size)])[0], self.limits))


class OnnxRuntime(Peer):
    """The usual hand-written Python script over ONNX Runtime."""

    def __init__(self, model: Path, width: int, height: int, limits: Limits):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        self.network = onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
        self.name, self.size, self.limits = self.network.get_inputs()[0].name, (width, height), limits

    def find(self, picture: np.ndarray) -> int:
        return len(boxes(self.network.run(None, {self.name: letterbox(picture, *self.size)})[0], self.limits))


class Djl(Peer):
    """DJL's stock YOLO translator over ONNX Runtime, in a separate process; DJL's PyTorch engine does the array operations."""

    def __init__(self, model: Path, width: int, height: int, limits: Limits, files: list[Path]):
        import onnx

        classpath = HOME / "bench" / "djl" / "target" / "classpath"
        if not classpath.exists():
            raise RuntimeError("its libraries are not installed: ./peers.sh does that, and bench/djl/target/build.log says why it could not")
        answer = onnx.load(model, load_external_data=False).graph.output[0].type.tensor_type.shape.dim
        words = ["java", "-Xmx1g", "-Dai.djl.offline=true", "-cp", classpath.read_text().strip(), HOME / "bench" / "djl" / "StockTranslator.java",
                 model, width, height, answer[1].dim_value - 4, answer[2].dim_value, THREADS, limits.confidence, limits.iou, *files]
        environment = os.environ | {"OPT_OUT_TRACKING": "true", "DJL_CACHE_DIR": str(classpath.parent / "cache")}
        self.log = tempfile.TemporaryFile("w+")
        self.program = subprocess.Popen(list(map(str, words)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
                                        env=environment)
        self.answered()
        self.looks([], WARM_UP)

    def answered(self) -> str:
        line = self.program.stdout.readline()
        if not line:
            self.log.seek(0)
            raise RuntimeError(self.log.readline() or "it ended without a word")
        return line

    def looks(self, pictures: list[np.ndarray], count: int) -> tuple[float, int]:
        """Detects on the process's own decoded copies of the same pictures."""
        print(count, file=self.program.stdin, flush=True)
        seconds, found = self.answered().split()
        return float(seconds), int(found)

    def close(self) -> None:
        self.program.stdin.close()
        self.program.wait()
