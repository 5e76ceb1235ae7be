"""Exports PyTorch networks as their deployments do: a wrapper module around each defines the graph's outputs."""

from pathlib import Path

import torch
from torch import nn


def export(net: nn.Module, folder: Path, size: tuple[int, int], inputs: list[str], outputs: list[str], more: tuple = ()) -> Path:
    """Exports for one picture of `size` (width, height) and the example inputs in `more`, without metadata."""
    import onnx

    file = folder / "model.onnx"
    torch.onnx.export(net.eval(), (torch.zeros(1, 3, size[1], size[0]), *more), str(file), input_names=inputs,
                      output_names=outputs, opset_version=17, dynamo=False)
    model = onnx.load(file)
    del model.metadata_props[:]
    onnx.save(model, file)
    return file


class Rows(nn.Module):
    """YOLOX: cells x (box, objectness, classes) from the maps of its head, without the grid added, as in its own export;
    with `logits`, without sigmoids, too."""

    def __init__(self, net: nn.Module, logits: bool):
        super().__init__()
        self.net, self.logits = net, logits

    def forward(self, picture):
        rows = torch.cat([level.flatten(2).transpose(1, 2) for level in self.net(picture)], 1)
        return torch.cat([rows[..., :4], torch.logit(rows[..., 4:], 1e-6)], -1) if self.logits else rows


class Pair(nn.Module):
    """DETR family without post-processing: logits and boxes."""

    def __init__(self, net: nn.Module):
        super().__init__()
        self.net = net

    def forward(self, picture):
        answer = self.net(picture)
        return answer["pred_logits"], answer["pred_boxes"]


class OneOutput(Pair):
    """DETR family with boxes and confidences in one output."""

    def forward(self, picture):
        logits, boxes = super().forward(picture)
        return torch.cat([boxes, logits.sigmoid()], -1)


class Listed(Pair):
    """The DETR family's deployment form: labels, corners and scores of the top 300, scaled to the requested size."""

    def forward(self, picture, size):
        logits, boxes = super().forward(picture)
        middle, half = boxes[..., :2], boxes[..., 2:] / 2
        corners = torch.cat([middle - half, middle + half], -1) * size.repeat(1, 2).unsqueeze(1)
        scores, at = logits.sigmoid().flatten(1).topk(300)
        classes = logits.shape[-1]
        which = (at // classes).unsqueeze(-1).expand(-1, -1, 4)
        return at % classes, corners.gather(1, which), scores
