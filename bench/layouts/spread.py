"""Makes random weights well-behaved: confidences spread from low to high, boxes of many plausible sizes."""

import math

import torch
from torch import nn


@torch.no_grad()
def settle(net: nn.Module, pictures: torch.Tensor) -> None:
    """Sets batch normalisation as if trained on these pictures; without it, the outputs of deep layers vanish."""
    norms = [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    net.eval()
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
        norm.train()
    net(pictures)
    for norm in norms:
        norm.momentum = 0.03
        norm.eval()


@torch.no_grad()
def _answers(net: nn.Module, layers: list[nn.Module], pictures: torch.Tensor) -> list[torch.Tensor]:
    """Output of each layer: channels x everything else."""
    seen: dict[int, torch.Tensor] = {}

    def keep(layer, _, output):
        across = output.flatten(2).transpose(0, 1) if output.ndim == 4 else output.movedim(-1, 0)
        seen[id(layer)] = across.reshape(across.shape[0], -1)

    hooks = [layer.register_forward_hook(keep) for layer in layers]
    net(pictures)
    for hook in hooks:
        hook.remove()
    return [seen[id(layer)] for layer in layers]


@torch.no_grad()
def scale(net: nn.Module, layers: list[nn.Module], pictures: torch.Tensor, mean: torch.Tensor | float, deviation: float) -> None:
    """Rescales convolutions or linear layers so that each output channel has this mean and deviation on the pictures."""
    for layer, answer in zip(layers, _answers(net, layers, pictures)):
        factor = deviation / answer.std(1).clamp(min=1e-4)
        layer.weight.mul_(factor.view(-1, *[1] * (layer.weight.ndim - 1)))
        layer.bias.sub_(answer.mean(1)).mul_(factor).add_(mean)


@torch.no_grad()
def confident(net: nn.Module, layers: list[nn.Module], pictures: torch.Tensor, boxes: int, confidence: float = 0.25, surest: float = 0.9) -> None:
    """Shifts and scales class-logit layers so that `boxes` boxes per picture reach `confidence`, and the best one `surest`."""
    scale(net, layers, pictures, 0, 1)
    best = torch.cat([answer.max(0).values for answer in _answers(net, layers, pictures)]).sort(descending=True).values
    limit = best[min(len(best) - 1, boxes * len(pictures))]
    low, high = (math.log(p / (1 - p)) for p in (confidence, surest))
    factor = (high - low) / (best[0] - limit)
    for layer in layers:
        layer.weight.mul_(factor)
        layer.bias.sub_(limit).mul_(factor).add_(low)
