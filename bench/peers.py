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
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from rivals import HOME, THREADS, Djl, Limits, OnnxRuntime, OpenCv, OpenVino, Ultralytics  # sets the processors before any other import

import cv2
import numpy as np

WARM_UP = 8  # inferences that are not timed; Sightline's own bench discards ten turns, or ten seconds


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
    width, height = input_size(model)
    described = (model.parent / "bundle.json").exists()
    bundle = str(model.parent if described else model)
    limits = Limits()
    if described:
        said = json.loads((model.parent / "bundle.json").read_text())
        limits = Limits(said["confidence"], said["iou"])
    pictures = [cv2.imread(str(file)) for file in files]
    peers, refused = {}, {}
    for kind in (Ultralytics, Djl, OnnxRuntime, OpenCv, OpenVino):
        try:
            peers[kind.__name__] = kind(model, width, height, limits, *([files] if kind is Djl else []))
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
