"""Checkpoints, RUN/last.pt: train.py saves them to resume a run, to start another run from, and to export."""

import os
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from . import CLASSES, exported, network

WHOLE = ("network", "average", "updates", "optimiser", "step", "spent")


def write(path: Path, state: dict) -> None:
    written = path.with_suffix(".tmp")
    try:
        torch.save(state, written)
        os.replace(written, path)
    except (OSError, RuntimeError):  # PyTorch does not say why
        written.unlink(missing_ok=True)
        raise SystemExit(f"{path} cannot be written, perhaps because its disk is full: {going_on(path.parent)}.") from None


def going_on(run: Path) -> str:
    """Phrase for messages: how an interrupted run can be resumed."""
    last = run / "last.pt"
    return f"the same command goes on from {last}" if last.exists() else "nothing was saved yet"


def refuse_overflow(average: nn.Module, step: int, run: Path) -> None:
    """Ends a run whose averaged weights are no longer finite, before they are saved over better ones."""
    weights = [values for values in average.state_dict().values() if values.is_floating_point()]  # what normalises overflows first
    if not nn.utils.get_total_norm(weights).isfinite():
        last = run / "last.pt"
        before = f", from the weights before (--init {last})" if last.exists() else ""
        raise SystemExit(f"The weights grew beyond all numbers by step {step}: start another --run with a lower --lr{before}.")


def read(path: Path) -> dict:
    """Loads a checkpoint and adds `classes` if missing; old ones lack `kind` (of network) and `size` (of its input)."""
    if path.is_dir():
        raise SystemExit(f"{path} is a folder: name the file in it, last.pt of a run or model.onnx of a bundle.")
    if not path.is_file():
        raise SystemExit(f"There is no file {path}.")
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        if not isinstance(state, dict) or any(name not in state for name in WHOLE):
            raise ValueError("something else was saved")
    except Exception:  # torch.load fails in many ways
        raise SystemExit(f"{path} is not a checkpoint written by train.py, or is damaged: name another one.") from None
    return state | {"classes": tuple(state.get("classes", CLASSES))}


def refuse_other(path: Path, state: dict, kind: str, net: nn.Module) -> None:
    """Refuses weights of a different network, judging by the name in the checkpoint, if any, and by their shapes."""
    mine = {name: values.shape for name, values in net.state_dict().items()}
    if state.get("kind", kind) != kind:
        raise SystemExit(f"{path} holds a {state['kind']}, not a {kind}: give --network {state['kind']}, or name another run or file.")
    if {name: values.shape for name, values in state["average"].items()} != mine:
        raise SystemExit(f"{path} holds a different network, not a {kind}: give the --network that was trained, or name another run or file.")


def resumed(path: Path, classes: tuple[str, ...], kind: str, net: nn.Module) -> dict:
    """Loads the state to resume a run from; refused if the run was started with other classes or another network."""
    state = read(path)
    if state["classes"] != classes:
        raise SystemExit(f"{path} was started with other classes ({', '.join(state['classes'])}): use a new --run folder.")
    refuse_other(path, state, kind, net)
    return state


def begin(net: nn.Module, classes: tuple[str, ...], path: Path, pictures: Callable[[], torch.Tensor]) -> None:
    """Initialises `net` from a checkpoint's averaged weights, or from an exported network, for which batch normalisation is
    restored to suit the run's own pictures."""
    kind, weights, names = trained(path, pictures)
    try:
        network.start_from(net, weights, names == classes)
    except ValueError as e:
        raise SystemExit(f"{path} holds a network{f' ({kind})' if kind else ''} from which this --network cannot start: {e}.") from None


def trained(path: Path, pictures: Callable[[], torch.Tensor]) -> tuple[str | None, dict[str, torch.Tensor], tuple[str, ...]]:
    """-> kind of network, weights and class names of a run's average or of an exported network; old runs do not name their kind."""
    return _of_exported(path, pictures) if path.suffix == ".onnx" else _of_run(path)


def _of_run(path: Path) -> tuple[str | None, dict[str, torch.Tensor], tuple[str, ...]]:
    state = read(path)
    return state.get("kind"), state["average"], state["classes"]


def _of_exported(path: Path, pictures: Callable[[], torch.Tensor]) -> tuple[str, dict[str, torch.Tensor], tuple[str, ...]]:
    folded, names = exported.weights(path), exported.classes(path)
    for kind in network.KINDS:  # it may be shallower or narrower than the network now being trained
        of_kind = network.build(kind, len(names))
        if exported.fits(of_kind, folded):
            return kind, exported.unfold(of_kind, folded, pictures()), names
    raise SystemExit(f"{path} is not a float32 export of any of {', '.join(network.KINDS)} by export.py.")
