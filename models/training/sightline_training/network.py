"""YOLOv9-t: LibreYOLO's MIT definition and loss, never its weights; plus the moving average that is shipped."""

import copy
import math

import torch
from libreyolo.models.yolo9.loss import YOLO9Loss
from libreyolo.models.yolo9.nn import LibreYOLO9Model
from torch import nn

from . import CLASSES

STRIDES = (8, 16, 32)


def build() -> LibreYOLO9Model:
    """The network with random weights. The class itself reads no file and asks no hub."""
    network = LibreYOLO9Model("t", nb_classes=len(CLASSES))
    for tower in network.head.cv2:
        # First boxes of about two cells a side, as defects are. With LibreYOLO's even start they are fifteen wide,
        # overlap no defect enough to be assigned to one, and training does not begin.
        tower[-1].bias.data.copy_(-0.7 * torch.arange(16.0).repeat(4))
    for stride, tower in zip(STRIDES, network.head.cv3):
        # Few cells of a board hold a defect: start from that, not from the -10 meant for 300 epochs.
        tower[-1].bias.data.fill_(math.log(5 / len(CLASSES) / (480 / stride) ** 2))
    for module in network.modules():
        if isinstance(module, nn.SiLU):
            module.inplace = True
    return network.to(memory_format=torch.channels_last)


class Loss:
    """Box, distribution and class loss of LibreYOLO's YOLOv9, in float32 whatever the network ran in."""

    def __init__(self) -> None:
        self._loss = YOLO9Loss(len(CLASSES), 16, list(STRIDES), None, torch.device("cpu"), distributed_normalize=False)

    def __call__(self, levels: list[torch.Tensor], labels: torch.Tensor, width: int, height: int) -> dict:
        self._loss.update_anchors([width, height])
        return self._loss([level.float() for level in levels], labels)


class Average:
    """Exponential moving average of the weights; young averages follow faster."""

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
