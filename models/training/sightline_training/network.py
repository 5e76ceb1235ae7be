"""The trainable networks, their loss and decoding, and the moving average of weights that is shipped.

`yolov9t` uses LibreYOLO's MIT-licensed definition, never its weights; `slim` is our own (slim.py).
"""

import copy
import math

import torch
from libreyolo.models.yolo9.loss import BoxMatcher, YOLO9Loss
from libreyolo.models.yolo9.nn import LibreYOLO9Model
from torch import nn

from .slim import Slim

BINS = 16
SLIM = {"slim": (48, (2, 2, 1, 1, 1)), "slim-deep": (48, (3, 4, 3, 2, 2)), "slim-wide": (64, (3, 4, 3, 2, 2))}
"""Width and depths of our own networks."""

KINDS = ("yolov9t", *SLIM)


class YoloV9t(LibreYOLO9Model):
    """YOLOv9-t with random weights that returns only its raw levels. Building it reads no files and contacts no hub."""

    STRIDES = (8, 16, 32)

    def __init__(self, classes: int):
        super().__init__("t", nb_classes=classes)
        for tower in self.head.cv2:
            # Initial boxes are about two cells wide, like defects. LibreYOLO's uniform start makes them fifteen cells wide:
            # none overlaps a defect enough to be assigned to it, and training never takes off.
            _start_boxes(tower[-1].bias.data, 2)
        for stride, tower in zip(self.STRIDES, self.head.cv3):
            _start_classes(tower[-1].bias.data, stride, classes)

    def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
        answer = super().forward(x)
        return answer if isinstance(answer, list) else answer["raw_outputs"]


def _start_boxes(bias: torch.Tensor, cells: int) -> None:
    bias.copy_(-1.4 / cells * torch.arange(float(BINS)).repeat(4))


def _start_classes(bias: torch.Tensor, stride: int, classes: int) -> None:
    """Starts from the small share of cells that hold a defect instead of the -10 meant for 300 epochs."""
    bias.fill_(math.log(5 / classes / (480 / stride) ** 2))


def build(kind: str, classes: int) -> nn.Module:
    """Builds the network with random weights; its STRIDES are those of its output levels."""
    if kind == "yolov9t":
        network = YoloV9t(classes)
    elif kind in SLIM:
        network = Slim(classes, *SLIM[kind])
        _start_boxes(network.answer.bias.data[: 4 * BINS], 2)
        _start_classes(network.answer.bias.data[4 * BINS :], 8, classes)
    else:
        raise SystemExit(f"Unknown network '{kind}': expected one of {', '.join(KINDS)}.")
    for module in network.modules():
        if isinstance(module, nn.SiLU):
            module.inplace = True
    return network.to(memory_format=torch.channels_last)


def check_size(width: int, height: int, crops: int | None = None) -> None:
    """Refuses an input size, and a side of crops, that the networks' strides do not divide."""
    for name, side in (("--width", width), ("--height", height), ("--crops", crops)):
        if side is not None and (side < 32 or side % 32):
            near = max(32, round(side / 32) * 32)
            raise SystemExit(f"{name} {side} is not a multiple of 32, as the networks require: give {name} {near}.")


def start_from(network: nn.Module, weights: dict[str, torch.Tensor], same_classes: bool) -> None:
    """Loads weights, possibly of a shallower or narrower network of the same kind, whose output `network` then reproduces.

    Additional blocks and channels feed in with zero weights, from which training continues. If the classes differ, the
    classification weights keep their random start; the box weights are loaded. Raises ValueError if the weights do not fit.
    """
    mine = network.state_dict()
    was, now = _unit(weights), _unit(mine)
    for name, values in weights.items():
        if name not in mine:
            raise ValueError(f"it has no weights '{name}'")
        place, answers = mine[name], name.startswith("answer.")
        if answers and not same_classes:
            values, place = values[: 4 * BINS], place[: 4 * BINS]
        if values.shape == place.shape:
            place.copy_(values)
            continue
        sizes = [n if answers and axis == 0 or n % was else n // was * now for axis, n in enumerate(values.shape)]
        if name.endswith("leave.0.weight"):
            sizes[1] = max(sizes[1], place.shape[1])  # of a deeper block
        if now < was or list(place.shape) != sizes:
            raise ValueError(f"the shape of '{name}' is {tuple(values.shape)}, not {tuple(mine[name].shape)}")
        rows, *columns = [torch.arange(n) if n == size else torch.arange(n) // was * now + torch.arange(n) % was
                          for n, size in zip(values.shape[:2], sizes)]
        place[rows] = 0
        place[(rows[:, None], *columns) if columns else rows] = values


def _unit(weights: dict[str, torch.Tensor]) -> int:
    """The number that divides the channel counts of all `slim` layers but the first; 1 for other networks."""
    first = weights.get("down8.0.weight")
    return 1 if first is None else first.shape[1]


def decode(levels: list[torch.Tensor], strides: tuple[int, ...]) -> torch.Tensor:
    """Levels B x (4 * bins + classes) x h x w -> B x (4 + classes) x N: x1, y1, x2, y2 in input pixels, probabilities."""
    found = []
    for level, stride in zip(levels, strides):
        b, _, h, w = level.shape
        ys, xs = torch.meshgrid(torch.arange(h) + 0.5, torch.arange(w) + 0.5, indexing="ij")
        centres = torch.stack([xs, ys]).reshape(1, 2, -1)
        boxes, scores = level.flatten(2).split([4 * BINS, level.shape[1] - 4 * BINS], 1)
        shares = boxes.view(b, 4, BINS, -1).softmax(2)
        sides = (shares * torch.arange(float(BINS)).view(1, 1, BINS, 1)).sum(2)
        found.append(torch.cat([(centres - sides[:, :2]) * stride, (centres + sides[:, 2:]) * stride, scores.sigmoid()], 1))
    return torch.cat(found, 2)


class _Existence(BoxMatcher):
    """Task-aligned assignment, except that the target of a defect's best cell is 1, not how well its box fits.

    A score that also estimates the overlap stays low for strokes whose ends are invisible, lower than for a false call with
    a clear outline. But the station's limit, which decides whether a part fails, should ask only: is there a defect?
    """

    def __call__(self, target: torch.Tensor, predict: tuple[torch.Tensor, torch.Tensor], return_indices: bool = False):
        matched, valid, which = super().__call__(target, predict, True)
        if target.shape[1]:
            score = matched[..., : self.num_classes].sum(-1)
            best = score.new_zeros(target.shape[:2]).scatter_reduce(1, which, score, "amax")
            matched[..., : self.num_classes] /= best.gather(1, which).clamp(min=1e-6)[..., None]
        return (matched, valid, which) if return_indices else (matched, valid)


class _ExistenceLoss(YOLO9Loss):
    def _init_vec2box(self, image_size: list[int]) -> None:
        super()._init_vec2box(image_size)
        m = self.matcher
        self.matcher = _Existence(m.num_classes, m.anchor_grid, m.scaler, m.reg_max, m.topk, m.iou_factor, m.cls_factor)


class Loss:
    """Box, distribution and class loss of LibreYOLO's YOLOv9, always computed in float32."""

    def __init__(self, strides: tuple[int, ...], classes: int, device: str = "cpu") -> None:
        self._loss = _ExistenceLoss(classes, BINS, list(strides), None, torch.device(device), distributed_normalize=False)

    def __call__(self, levels: list[torch.Tensor], labels: torch.Tensor, width: int, height: int) -> dict:
        self._loss.update_anchors([width, height])
        return self._loss([level.float() for level in levels], labels)


class Average:
    """Exponential moving average of the weights, which adapts faster at the start."""

    def __init__(self, network: nn.Module, decay: float = 0.998, warmup: float = 150.0):
        self.network = copy.deepcopy(network).eval()
        for p in self.network.parameters():
            p.requires_grad_(False)
        self.decay, self.warmup, self.updates = decay, warmup, 0

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        self.updates += 1
        keep = self.decay * (1 - math.exp(-self.updates / self.warmup))
        mine, theirs = self.network.state_dict(), network.state_dict()
        floats = [k for k, v in mine.items() if v.dtype.is_floating_point]
        torch._foreach_lerp_([mine[k] for k in floats], [theirs[k] for k in floats], 1 - keep)
        for k, v in mine.items():
            if not v.dtype.is_floating_point:
                v.copy_(theirs[k])
