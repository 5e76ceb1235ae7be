#!/usr/bin/env python3
"""Measures parts per second, from decoded picture to boxes, for Sightline and its peers in one run.

Each peer gets the same ONNX file, the same pictures (already decoded, as a camera delivers them), two threads and the
same thresholds. They take turns, so that a noisy machine affects all alike; the ratio quoted is the median over the turns.
Sightline's figure is for its whole pipeline: it also judges, records every part in its store and keeps the rejects'
pictures, which none of the others does.
"""

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
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
# Sightline's defaults for a file without a bundle; otherwise, everyone uses the bundle's.
CONFIDENCE, IOU = 0.25, 0.5
# Inferences that are not timed: Java compiles hot code, and Sightline's own bench discards a whole turn, too.
WARM_UP, WARM_UP_JAVA = 8, 100


def letterbox(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    """Letterboxes as users write it by hand: resized, padded with 114, RGB, 0 to 1, 1 x 3 x height x width."""
    h, w = picture.shape[:2]
    scale = min(width / w, height / h)
    inner = cv2.resize(picture, (round(w * scale), round(h * scale)), interpolation=cv2.INTER_LINEAR)
    canvas = np.full((height, width, 3), 114, np.uint8)
    top, left = (height - inner.shape[0]) // 2, (width - inner.shape[1]) // 2
    canvas[top : top + inner.shape[0], left : left + inner.shape[1]] = inner
    return np.ascontiguousarray(canvas[:, :, ::-1].transpose(2, 0, 1)[None], np.float32) / 255


def boxes(output: np.ndarray) -> list:
    """1 x (4 + classes) x N -> the boxes kept by OpenCV's own suppression."""
    rows = output[0]
    best = rows[4:].max(0)
    keep = best >= CONFIDENCE
    rows, best = rows[:, keep], best[keep]
    if not len(best):
        return []
    xywh = np.stack([rows[0] - rows[2] / 2, rows[1] - rows[3] / 2, rows[2], rows[3]], 1)
    kept = cv2.dnn.NMSBoxesBatched(xywh.tolist(), best.tolist(), rows[4:].argmax(0).tolist(), CONFIDENCE, IOU)
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

    def __init__(self, model: Path, width: int, height: int):
        import torch
        from ultralytics import YOLO

        torch.set_num_threads(THREADS)
        self.network, self.size = YOLO(str(model), task="detect"), (height, width)

    def find(self, picture: np.ndarray) -> int:
        found = self.network.predict(picture, imgsz=self.size, conf=CONFIDENCE, iou=IOU, device="cpu", verbose=False)
        return len(found[0].boxes)


class OpenCv(Peer):
    """OpenCV's DNN module."""

    def __init__(self, model: Path, width: int, height: int):
        cv2.setNumThreads(THREADS)
        self.network, self.size = cv2.dnn.readNetFromONNX(str(model)), (width, height)

    def find(self, picture: np.ndarray) -> int:
        self.network.setInput(letterbox(picture, *self.size))
        return len(boxes(self.network.forward()))


class OpenVino(Peer):
    """OpenVINO's runtime on the CPU: the limit of what the processor can do."""

    def __init__(self, model: Path, width: int, height: int):
        import openvino

        settings = {"INFERENCE_NUM_THREADS": THREADS, "PERFORMANCE_HINT": "LATENCY"}
        self.network = openvino.Core().compile_model(str(model), "CPU", settings)
        self.size = (width, height)

    def find(self, picture: np.ndarray) -> int:
        return len(boxes(self.network([letterbox(picture, *self.size)])[0]))


class OnnxRuntime(Peer):
    """The usual hand-written Python script over ONNX Runtime."""

    def __init__(self, model: Path, width: int, height: int):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        self.network = onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
        self.name, self.size = self.network.get_inputs()[0].name, (width, height)

    def find(self, picture: np.ndarray) -> int:
        return len(boxes(self.network.run(None, {self.name: letterbox(picture, *self.size)})[0]))


class Djl(Peer):
    """DJL's stock YOLO translator over ONNX Runtime, in a separate process; DJL's PyTorch engine does the array operations."""

    def __init__(self, model: Path, width: int, height: int, files: list[Path]):
        import onnx

        classpath = HOME / "bench" / "djl" / "target" / "classpath"
        if not classpath.exists():
            raise RuntimeError("its libraries are not installed: ./peers.sh does that, and bench/djl/target/build.log says why it could not")
        answer = onnx.load(model, load_external_data=False).graph.output[0].type.tensor_type.shape.dim
        words = ["java", "-Xmx1g", "-Dai.djl.offline=true", "-cp", classpath.read_text().strip(), HOME / "bench" / "djl" / "StockTranslator.java",
                 model, width, height, answer[1].dim_value - 4, answer[2].dim_value, THREADS, CONFIDENCE, IOU, *files]
        environment = os.environ | {"OPT_OUT_TRACKING": "true", "DJL_CACHE_DIR": str(classpath.parent / "cache")}
        self.log = tempfile.TemporaryFile("w+")
        self.program = subprocess.Popen(list(map(str, words)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
                                        env=environment)
        self.answered()
        self.looks([], WARM_UP_JAVA)

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


def sightline(bundle: str, parts: int, engine: str) -> float:
    """Runs Sightline's own bench: the pipeline on the same boards, judging and recording; -> parts per second."""
    words = ["bench", "--json", "--no-screen", "--turns", "1", "--parts", str(parts), "--model", bundle, "--engine", engine]
    ran = subprocess.run([HOME / "sightline", *words], capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(ran.stderr.strip() or "sightline bench failed without an error message")
    return json.loads(ran.stdout)["pipeline_parts_per_second"]


def input_size(model: Path) -> tuple[int, int]:
    import onnx

    shape = onnx.load(model, load_external_data=False).graph.input[0].type.tensor_type.shape.dim
    return shape[3].dim_value, shape[2].dim_value


def resized(model: Path, width: int, height: int, folder: Path) -> Path:
    """Adapts the network to another input size. It is fully convolutional: only the anchor tables depend on the size, and in
    INT8 the shapes used to double a level's cells (1 x rows x columns x 1 x channels and its successors).

    At a size it was not trained for, the network finds too much, and Sightline would keep the picture of every board,
    which no peer does. So the limits, which the peers share, are raised until they are practically never reached.
    """
    import onnx

    was_width, was_height = input_size(model)
    if (was_width, was_height) == (width, height):
        return model
    network = onnx.load(model)
    tables = {table.name: table for table in network.graph.initializer if table.name in ("strides", "centres")}
    if len(tables) != 2:
        raise SystemExit(f"{model} was not exported by models/training and cannot be resized: export it at {width}x{height}")
    levels = np.unique(onnx.numpy_helper.to_array(tables["strides"])).astype(int)
    strides, centres = [], []
    for stride in levels:
        ys, xs = np.meshgrid(np.arange(height // stride) + 0.5, np.arange(width // stride) + 0.5, indexing="ij")
        centres.append(np.stack([xs, ys]).reshape(2, -1) * stride)
        strides.append(np.full((1, xs.size), stride))
    for name, value in (("strides", strides), ("centres", centres)):
        tables[name].CopyFrom(onnx.numpy_helper.from_array(np.concatenate(value, 1)[None].astype(np.float32), name))
    for shape in network.graph.initializer:
        if shape.name.endswith(("_across", "_down", "_both")):
            sizes = onnx.numpy_helper.to_array(shape).copy()
            columns = 2 if sizes[2] > 1 else 3
            sizes[1], sizes[columns] = sizes[1] * height // was_height, sizes[columns] * width // was_width
            shape.CopyFrom(onnx.numpy_helper.from_array(sizes, shape.name))
    shown, answer = network.graph.input[0].type.tensor_type.shape, network.graph.output[0].type.tensor_type.shape
    shown.dim[2].dim_value, shown.dim[3].dim_value = height, width
    answer.dim[2].dim_value = sum(level.shape[1] for level in strides)
    del network.graph.value_info[:]
    for entry in network.metadata_props:
        if entry.key == "imgsz":
            entry.value = str([height, width])
    file = folder / f"{model.parent.name}-{width}x{height}" / "model.onnx"
    file.parent.mkdir()
    onnx.save(network, file)
    described = json.loads((model.parent / "bundle.json").read_text())
    described["input"].update(width=width, height=height)
    described.update(confidence=0.95, classConfidence={})
    described["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (file.parent / "bundle.json").write_text(json.dumps(described))
    return file


def compared(name: str, model: Path, files: list[Path], turns: int, parts: int, engine: str) -> dict:
    """Runs one file through Sightline and all peers that can run it, with the same thresholds."""
    global CONFIDENCE, IOU
    width, height = input_size(model)
    described = (model.parent / "bundle.json").exists()
    bundle = str(model.parent if described else model)
    if described:
        limits = json.loads((model.parent / "bundle.json").read_text())
        CONFIDENCE, IOU = limits["confidence"], limits["iou"]
    pictures = [cv2.imread(str(file)) for file in files]
    peers, refused = {}, {}
    for kind in (Ultralytics, Djl, OnnxRuntime, OpenCv, OpenVino):
        try:
            peers[kind.__name__] = kind(model, width, height, files) if kind is Djl else kind(model, width, height)
            peers[kind.__name__].looks(pictures, 1)
        except Exception as e:  # that a peer cannot run this file is a result, too
            peers.pop(kind.__name__, None)
            refused[kind.__name__] = f"{type(e).__name__}: {str(e).strip().splitlines()[0][:160]}" if str(e) else repr(e)
    speeds = {peer: [] for peer in ["Sightline", *peers]}
    found = dict.fromkeys(peers, 0)
    for turn in range(turns):
        speeds["Sightline"].append(sightline(bundle, parts, engine))
        for peer_name, peer in peers.items():
            peer.looks(pictures, WARM_UP)
            seconds, found[peer_name] = peer.looks(pictures, parts)
            speeds[peer_name].append(parts / seconds)
        print(f"{width}x{height}: turn {turn + 1} of {turns}", file=sys.stderr)
    for peer in peers.values():
        peer.close()
    return {
        "model": name, "input": [width, height], "threads": THREADS, "engine": engine,
        "parts_per_second": {peer: round(statistics.median(values), 1) for peer, values in speeds.items()},
        "sightline_to": {peer: round(statistics.median(s / v for s, v in zip(speeds["Sightline"], values)), 2)
                         for peer, values in speeds.items() if peer != "Sightline"},
        "boxes_found": found, "refused": refused,
    }


def size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height or width)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", default="board", help="a bundle of models/, or an ONNX file in the YOLOv8 layout")
    p.add_argument("--sizes", type=size, nargs="+", metavar="WxH", help="input sizes, one table each (the file's own); 640 is 640x640")
    p.add_argument("--turns", type=int, default=5)
    p.add_argument("--parts", type=int, default=200, help="parts in a turn")
    p.add_argument("--engine", default="auto", help="Sightline's; cpu is the ONNX Runtime that three of the peers use")
    p.add_argument("--json", action="store_true")
    a = p.parse_args()
    model = HOME / "models" / a.model / "model.onnx"
    model = model if model.exists() else Path(a.model).resolve()
    results = []
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        # The same boards that `sightline bench` feeds to its pipeline.
        subprocess.run([HOME / "sightline", "simulate", "--out", scratch / "boards", "--count", "20", "--seed", "2"],
                       check=True, stdout=subprocess.DEVNULL)
        files = sorted((scratch / "boards" / "images").iterdir())
        for width, height in a.sizes or [input_size(model)]:
            file = resized(model, width, height, scratch)
            results.append(compared(a.model, file, files, a.turns, a.parts, a.engine))
    if a.json:
        print(json.dumps(results if a.sizes else results[0]))
        return
    for result in results:
        print(f"{a.model}, {result['input'][0]}×{result['input'][1]}, {THREADS} threads, Sightline on its engine \"{result['engine']}\"")
        for name, speed in result["parts_per_second"].items():
            ratio = result["sightline_to"].get(name)
            print(f"  {name:12} {speed:6.1f} parts/s" + (f"   Sightline is {ratio:.2f} times as fast" if ratio else ""))
        for name, why in result["refused"].items():
            print(f"  {name:12} cannot run it: {why}")


if __name__ == "__main__":
    main()
