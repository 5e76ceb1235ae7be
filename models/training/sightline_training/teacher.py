"""A trained network as a teacher: what it answers to several views of a picture is better than what it answers to one, and a
network can learn to answer so at once.

Each step shows the teacher a few of the eight ways to lay a picture down, chosen at random. As cross-entropies are linear in
their targets, the student learns the mean of all eight (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015).
"""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from . import checkpoint, network
from .network import BINS

TRANSPOSED, MIRRORED, UPSIDE_DOWN = 1, 2, 4
WAYS = 8

# As LibreYOLO weighs its loss of classes and of box bins.
CLASSES_COUNT, BINS_COUNT = 0.5, 1.5


def refuse_settings(views: int, taught: float, labelled: float) -> None:
    if not 1 <= views <= WAYS:
        raise SystemExit(f"--views {views} is not 1 to {WAYS}: there are no more ways to lay a picture down.")
    for name, value in (("taught", taught), ("labelled", labelled)):
        if not 0 <= value < math.inf:
            raise SystemExit(f"--{name} {value:g} must be a number from 0 on.")


def read(path: Path, classes: tuple[str, ...], strides: tuple[int, ...], pictures: Callable[[], torch.Tensor]) -> nn.Module:
    """Reads a teacher from a checkpoint or an exported network; refused unless it answers about the same classes at the same strides."""
    kind, weights, names = checkpoint.trained(path, pictures)
    if kind is None:
        raise SystemExit(f"--teacher {path} does not say which network it is: export it, and name the model.onnx.")
    if names != classes:
        raise SystemExit(f"--teacher {path} knows the classes {', '.join(names)}, not {', '.join(classes)}: name one that knows the same.")
    found = network.build(kind, len(names))
    if found.STRIDES != strides:
        raise SystemExit(f"--teacher {path} is a {kind}, whose answers lie at other strides than those of --network: name another one.")
    found.load_state_dict(weights)
    return found


class Teacher:
    def __init__(self, trained: nn.Module, views: int, mirrored_by: float, seed: int):
        """`trained` is not trained any further. `views` of the eight are shown at each step.

        `mirrored_by`: by how many pixels a mirrored box lies off the box of the mirrored picture: 1 where labels end at a
        defect's last pixel, 0 where they end at its edge.
        """
        self.network, self.views, self.mirrored_by, self.seed = trained.eval().requires_grad_(False), views, mirrored_by, seed

    @torch.no_grad()
    def answers(self, x: torch.Tensor, step: int, worker: int, bf16: bool) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """Pictures B x 3 x H x W -> per level the mean shares of the box bins, B x 4 x 16 x h x w, and probabilities, B x classes x h x w."""
        ways = np.random.default_rng([self.seed, step, worker]).permutation(WAYS)[: self.views]
        sums: list[tuple[torch.Tensor, torch.Tensor]] = []
        for way in ways.tolist():
            with torch.autocast(x.device.type, torch.bfloat16, enabled=bf16):
                levels = self.network(laid(x, way).contiguous(memory_format=torch.channels_last))
            each = [taken_back(level.float(), way, self.mirrored_by / stride) for level, stride in zip(levels, self.network.STRIDES)]
            sums = [(a + c, b + d) for (a, b), (c, d) in zip(sums, each)] if sums else each
        return [(shares / self.views, scores / self.views) for shares, scores in sums]


def laid(x: torch.Tensor, way: int) -> torch.Tensor:
    """Lays B x C x H x W down in one of eight ways: transposed, then mirrored, then turned upside down."""
    x = x.transpose(2, 3) if way & TRANSPOSED else x
    x = x.flip(3) if way & MIRRORED else x
    return x.flip(2) if way & UPSIDE_DOWN else x


def taken_back(level: torch.Tensor, way: int, shift: float) -> tuple[torch.Tensor, torch.Tensor]:
    """The answer to a picture laid down so -> shares of box bins (left, top, right, bottom) and probabilities for the picture itself.

    `shift` in cells, as `mirrored_by`: the sides that were left or above lie so much further away, the others nearer.
    """
    b, _, h, w = level.shape
    shares, scores = level[:, : 4 * BINS].reshape(b, 4, BINS, h, w).softmax(2), level[:, 4 * BINS :].sigmoid()
    if way & UPSIDE_DOWN:
        left, top, right, bottom = shares.flip(3).unbind(1)
        shares, scores = torch.stack([left, further(bottom, shift), right, nearer(top, shift)], 1), scores.flip(2)
    if way & MIRRORED:
        left, top, right, bottom = shares.flip(4).unbind(1)
        shares, scores = torch.stack([further(right, shift), top, nearer(left, shift), bottom], 1), scores.flip(3)
    if way & TRANSPOSED:
        left, top, right, bottom = shares.transpose(3, 4).unbind(1)
        shares, scores = torch.stack([top, left, bottom, right], 1), scores.transpose(2, 3)
    return shares, scores


def further(shares: torch.Tensor, by: float) -> torch.Tensor:
    """Shares B x 16 x h x w of whole distances, moved up by a fraction of one, so that their mean moves by as much."""
    moved = shares * (1 - by)
    moved[:, 1:] += shares[:, :-1] * by
    moved[:, -1] += shares[:, -1] * by
    return moved


def nearer(shares: torch.Tensor, by: float) -> torch.Tensor:
    return further(shares.flip(1), by).flip(1)


def loss(levels: list[torch.Tensor], taught: list[tuple[torch.Tensor, torch.Tensor]]) -> torch.Tensor:
    """How far the student's levels are from the teacher's answers; boxes count where the teacher sees something, as surely as it does."""
    classes = bins = total = torch.zeros((), device=levels[0].device)
    for level, (shares, scores) in zip(levels, taught):
        b, _, h, w = level.shape
        level, sure = level.float(), scores.amax(1)
        classes = classes + functional.binary_cross_entropy_with_logits(level[:, 4 * BINS :], scores, reduction="sum")
        apart = -(shares * level[:, : 4 * BINS].reshape(b, 4, BINS, h, w).log_softmax(2)).sum(2).mean(1)
        bins = bins + (apart * sure).sum()
        total = total + sure.sum()
    return (CLASSES_COUNT * classes + BINS_COUNT * bins) / total.clamp(min=1.0)
