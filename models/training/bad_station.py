"""Cases for bad_input.py: where the station's program lies."""

import shutil
import subprocess
import sys
from pathlib import Path

import compare
import make_data
from own_set import Own, Wrong, call, case

HERE = Path(__file__).resolve().parent


@case
def a_checkout_in_a_folder_with_a_blank(own: Own) -> None:
    checkout = own.scratch / "Line 3" / "Anna's"
    training = checkout / "models" / "training"
    training.mkdir(parents=True)
    shutil.copy(HERE / "make_data.py", training)
    shutil.copytree(HERE / "sightline_training", training / "sightline_training", ignore=shutil.ignore_patterns("__pycache__"))
    (checkout / "sightline").write_text("#!/bin/sh\necho \"$@\" >called\n")
    (checkout / "sightline").chmod(0o755)
    done = subprocess.run([sys.executable, "-B", "make_data.py", "--only", "val", "--share", "0.01"], cwd=training, capture_output=True, text=True)
    if done.returncode or not (training / "called").read_text().startswith("simulate --out data/val --count 8"):
        raise Wrong(f"make_data.py said: {done.stdout[-300:]}{done.stderr[-300:]}")


@case
def no_program_of_the_station(own: Own) -> None:
    for command, why in (("/nowhere/sightline", "No such file"), (str(own.scratch), "denied"), ("'cut off", "quotation")):
        own.refused(call(make_data, "--out", own.scratch / "data", "--only", "val", "--sightline", command), command, "cannot be started", why)
    bundle = own.scratch / "bundle"
    own.text(bundle / "bundle.json", '{"name": "own", "version": "1", "classes": ["dent"], "input": {"width": 32, "height": 32}, "precision": "fp32"}')
    own.went(call(compare, bundle, "--engines", "cpu", "--sightline", "/nowhere/sightline"), "refused", "cannot be started")


@case
def networks_to_compare_that_are_none(own: Own) -> None:
    own.text("my.onnx", "a network")
    for none in (own.set / "my.onnx", own.set):
        own.refused(call(compare, none, "--sightline", "false"), str(none), "bundle.json")
