"""What train.py saves of a run, RUN/last.pt: to go on from, to begin another run with, to export."""

import os
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from . import CLASSES, exported, network

WHOLE = ("network", "average", "updates", "optimiser", "step", "spent")


def write(path: Path, state: dict) -> None:
    torch.save(state, path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


def going_on(run: Path) -> str:
    """What is left of a run that was ended."""
    last = run / "last.pt"
    return f"the same command goes on from {last}" if last.exists() else "nothing was saved yet"


def read(path: Path) -> dict:
    """A checkpoint as it was saved, its classes named; `kind` and `size` (the network's, of its input) are missing from old ones."""
    if path.is_dir():
        raise SystemExit(f"{path} is a folder: name the file in it, last.pt of a run or model.onnx of a bundle.")
    if not path.is_file():
        raise SystemExit(f"There is no file {path}.")
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        if not isinstance(state, dict) or any(name not in state for name in WHOLE):
            raise ValueError("something else was saved")
    except Exception:  # torch.load fails in many ways
        raise SystemExit(f"{path} is not a checkpoint that train.py wrote, or is damaged: name another one.") from None
    return state | {"classes": tuple(state.get("classes", CLASSES))}


def refuse_other(path: Path, state: dict, kind: str, net: nn.Module) -> None:
    """Refuses weights of another network than this one: by its name where the checkpoint says it, by their shapes where not."""
    mine = {name: values.shape for name, values in net.state_dict().items()}
    if state.get("kind", kind) != kind:
        raise SystemExit(f"{path} holds a {state['kind']}, not a {kind}: give --network {state['kind']}, or name another run or file.")
    if {name: values.shape for name, values in state["average"].items()} != mine:
        raise SystemExit(f"{path} holds another network than a {kind}: give the --network that it was trained as, or another run or file.")


def resumed(path: Path, classes: tuple[str, ...], kind: str, net: nn.Module) -> dict:
    """The state that a run goes on from; refused where it was begun with other classes or as another network."""
    state = read(path)
    if state["classes"] != classes:
        raise SystemExit(f"{path} was begun with other classes ({', '.join(state['classes'])}): give this run a folder of its own.")
    refuse_other(path, state, kind, net)
    return state


def begin(net: nn.Module, classes: tuple[str, ...], path: Path, pictures: Callable[[], torch.Tensor]) -> None:
    """Starts from the averaged weights of a checkpoint, or from an exported network, which gets back the normalisation that
    the run's own pictures need."""
    kind, weights, names = _of_exported(path, pictures) if path.suffix == ".onnx" else _of_run(path)
    try:
        network.start_from(net, weights, names == classes)
    except ValueError as e:
        raise SystemExit(f"{path} holds a network{f' ({kind})' if kind else ''} from which this --network cannot start: {e}.") from None


def _of_run(path: Path) -> tuple[str | None, dict[str, torch.Tensor], tuple[str, ...]]:
    state = read(path)
    return state.get("kind"), state["average"], state["classes"]


def _of_exported(path: Path, pictures: Callable[[], torch.Tensor]) -> tuple[str, dict[str, torch.Tensor], tuple[str, ...]]:
    folded, names = exported.weights(path), exported.classes(path)
    for kind in network.KINDS:  # the exported one may be a shallower or narrower one than is trained now
        of_kind = network.build(kind, len(names))
        if exported.fits(of_kind, folded):
            return kind, exported.unfold(of_kind, folded, pictures()), names
    raise SystemExit(f"{path} is none of {', '.join(network.KINDS)} in float32 as export.py writes them.")
