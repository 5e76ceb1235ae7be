"""Reads the weights of an exported float32 network so that training can continue from it: only what is shipped is kept of a run."""

import ast
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn


def weights(path: Path) -> dict[str, torch.Tensor]:
    """-> NAME.weight and NAME.bias of each convolution by module, with batch normalisation folded in, as export.py wrote it."""
    graph = loaded(path).graph
    values = {tensor.name: tensor for tensor in graph.initializer}
    found = {}
    for node in graph.node:
        if node.op_type == "Conv":
            name = module_of(node.name)
            for part, tensor in zip(("weight", "bias"), node.input[1:]):
                if tensor not in values:
                    raise SystemExit(f"{path} was not written by export.py: it does not store the weights of '{node.name}' directly.")
                found[f"{name}.{part}"] = torch.from_numpy(numpy_helper.to_array(values[tensor]).copy())
    for part in ("weight", "bias"):
        if f"boxes.{part}" in found:  # exported as two convolutions
            found[f"answer.{part}"] = torch.cat([found.pop(f"{half}.{part}") for half in ("boxes", "scores")])
    return found


def classes(path: Path) -> tuple[str, ...]:
    """Class names from the file's metadata."""
    written = [entry.value for entry in loaded(path).metadata_props if entry.key == "names"]
    try:
        names = ast.literal_eval(written[0])
        return tuple(str(names[i]) for i in range(len(names)))
    except (IndexError, KeyError, SyntaxError, TypeError, ValueError):
        raise SystemExit(f"{path} does not name its classes: it was not written by export.py.") from None


def loaded(path: Path) -> onnx.ModelProto:
    """Loads the file; refused if it is missing, not a network, or INT8, whose weights are too coarse to train on."""
    if not path.is_file():
        raise SystemExit(f"There is no file {path}.")
    try:
        model = onnx.load(path)
    except Exception:  # the parser fails in many ways
        raise SystemExit(f"{path} is not an ONNX network, or is damaged: name another file.") from None
    if any(node.op_type in ("QuantizeLinear", "DequantizeLinear") for node in model.graph.node):
        raise SystemExit(f"{path} is an INT8 network: give the float32 network it was made from.")
    return model


def module_of(node: str) -> str:
    """`/net/level8/pairs.0/pairs.0.1/pairs.0.1.0/Conv` -> `level8.pairs.0.1.0`: entries of a sequence repeat its name."""
    parts = node.strip("/").split("/")[1:-1]
    kept = [part for part, following in zip(parts, parts[1:] + [""]) if not following.startswith(part + ".")]
    return ".".join(kept)


def averaged(networks: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Averages the weights of networks fine-tuned from one another: the mean often beats each of them on pictures unlike the
    training set (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022). For unrelated networks it is meaningless."""
    if any({k: v.shape for k, v in one.items()} != {k: v.shape for k, v in networks[0].items()} for one in networks):
        raise SystemExit("The networks have different layers and cannot be averaged.")
    return {name: torch.stack([one[name] for one in networks]).mean(0) for name in networks[0]}


def fits(network: nn.Module, folded: dict[str, torch.Tensor]) -> bool:
    """Whether these are exactly the convolutions of `network`. Re-parameterised networks (YOLOv9) never fit."""
    mine = {f"{name}.weight": module.weight.shape for name, module in network.named_modules() if isinstance(module, nn.Conv2d)}
    return mine == {name: weight.shape for name, weight in folded.items() if name.endswith(".weight")}


@torch.no_grad()
def unfold(network: nn.Module, folded: dict[str, torch.Tensor], pictures: torch.Tensor) -> dict[str, torch.Tensor]:
    """-> weights for `network` that give the same output as the folded ones, which must fit it, normalised for `pictures`.

    Filters are scaled to twice the magnitude of random ones; normalisation compensates for that.
    """
    names = {module: name for name, module in network.named_modules()}
    following: dict[nn.Module, nn.Module] = {}
    for module in network.modules():
        children = list(module.children())
        following |= {a: b for a, b in zip(children, children[1:]) if isinstance(a, nn.Conv2d) and isinstance(b, nn.BatchNorm2d)}
    hooks = []
    for module, name in names.items():
        if not isinstance(module, nn.Conv2d):
            continue
        weight, bias = folded[f"{name}.weight"], folded[f"{name}.bias"]
        if module not in following:
            module.weight.copy_(weight)
            module.bias.copy_(bias)
            continue
        usual = 2 / (3 * weight[0].numel()) ** 0.5
        size = weight.flatten(1).square().mean(1).sqrt().clamp(min=1e-8)
        module.weight.copy_(weight * (usual / size)[:, None, None, None])
        hooks.append(following[module].register_forward_pre_hook(_normaliser(size / usual, bias)))
    network.eval()(pictures)
    for hook in hooks:
        hook.remove()
    return network.state_dict()


def _normaliser(scale: torch.Tensor, bias: torch.Tensor):
    def hook(norm: nn.BatchNorm2d, inputs: tuple[torch.Tensor]) -> None:
        variance, mean = torch.var_mean(inputs[0], (0, 2, 3))
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_(scale * (variance + norm.eps).sqrt())
        norm.bias.copy_(bias + scale * mean)

    return hook
