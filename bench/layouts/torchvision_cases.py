"""torchvision's SSD and SSDLite, with its own PyTorch as reference: boxes beside confidences, and with suppression built in."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import numpy as np

from . import pictures as cutting
from .case import Case
from .comparing import Found
from .spread import scale, settle

CONFIDENCE = 0.25
SIZES = {"SSD300": (300, 300), "SSDLite320": (320, 320)}


@cache
def _model(family: str, shown: Callable):
    """Builds a model with well-behaved random weights; downloads nothing."""
    import torch
    from torchvision.models import detection

    torch.manual_seed(7)
    make = detection.ssd300_vgg16 if family == "SSD300" else detection.ssdlite320_mobilenet_v3_large
    net = make(weights=None, weights_backbone=None, num_classes=21).eval()
    learn = shown(SIZES[family])
    settle(net, learn)
    last = lambda modules: [module if isinstance(module, torch.nn.Conv2d) else module[-1] for module in modules]
    classes = last(net.head.classification_head.module_list)
    scale(net, classes, learn, 0, 1.0)
    scale(net, last(net.head.regression_head.module_list), learn, 0, 0.5)
    _mostly_background(net, classes, learn)
    return net


def _normalised(net, pictures):
    import torch

    mean, deviation = (torch.tensor(v).view(1, 3, 1, 1) for v in (net.transform.image_mean, net.transform.image_std))
    return (pictures - mean) / deviation


def _mostly_background(net, layers: list, pictures, boxes: int = 60) -> None:
    """Raises the background until about `boxes` boxes per picture show something else, well below the 300 that both sides keep."""
    import torch

    with torch.no_grad():
        logits = net.head(list(net.backbone(_normalised(net, pictures)).values()))["cls_logits"].flatten(0, 1)
        something = logits[:, 1:].exp()
        # exp(bias) at which an anchor's best class just reaches the confidence: p = best / (exp(bias) background + all others)
        limit = (something.amax(1) / CONFIDENCE - something.sum(1)) / logits[:, 0].exp()
        at = limit.sort(descending=True).values[boxes * len(pictures)].clamp(min=1e-3).log()
        for layer in layers:
            layer.bias.view(-1, logits.shape[1])[:, 0] += at


def _reference(family: str, fit: str, shown: Callable, file: Path, pictures: list[np.ndarray], confidence: float, iou: float) -> list[list[Found]]:
    import torch

    net = _model(family, shown)
    net.score_thresh, net.nms_thresh, net.detections_per_img, net.topk_candidates = confidence, iou, 300, 100_000
    found = []
    for picture in pictures:
        picture, across, _ = cutting.undoubled(picture, SIZES[family], fit)
        with torch.no_grad():
            answer = net([torch.from_numpy(picture[:, :, ::-1].transpose(2, 0, 1).copy()).float() / 255])[0]
        # A graph with suppression clips boxes to the picture itself; those wholly outside are still output, without area.
        flat = 0.5 if file.with_suffix(".whole").exists() else 0
        # torchvision's class 0 is the background, which no box has.
        found.append([Found(int(c) - 1, float(s), (x1 * across - flat * (x1 == x2), y1 - flat * (y1 == y2),
                                                       x2 * across + flat * (x1 == x2), y2 + flat * (y1 == y2)))
                      for (x1, y1, x2, y2), s, c in zip(answer["boxes"].tolist(), answer["scores"].tolist(), answer["labels"].tolist())])
    return found


def _export(family: str, shown: Callable, how: str, folder: Path) -> Path:
    import torch
    from torchvision.models.detection.image_list import ImageList

    from . import exporting

    net, size = _model(family, shown), SIZES[family]

    class Raw(torch.nn.Module):
        """Normalises in the graph; outputs corners as fractions of the picture, and confidences after softmax."""

        def __init__(self):
            super().__init__()
            self.net = net

        def forward(self, picture):
            normalised = _normalised(net, picture)
            features = list(net.backbone(normalised).values())
            answer = net.head(features)
            anchors = net.anchor_generator(ImageList(normalised, [(size[1], size[0])]), features)[0]
            corners = net.box_coder.decode_single(answer["bbox_regression"][0], anchors)
            return (corners / size[0]).unsqueeze(0), answer["cls_logits"].softmax(-1)

    class Whole(torch.nn.Module):
        """The complete detector, including suppression."""

        def __init__(self):
            super().__init__()
            self.net = net

        def forward(self, picture):
            answer = self.net([picture[0]])[0]
            return answer["boxes"], answer["scores"], answer["labels"]

    if how == "whole":
        net.score_thresh, net.nms_thresh, net.detections_per_img, net.topk_candidates = CONFIDENCE, 0.7, 300, 100_000
        (folder / "model.whole").touch()
        return exporting.export(Whole(), folder, size, ["images"], ["boxes", "scores", "labels"])
    return exporting.export(Raw(), folder, size, ["images"], ["boxes", "scores"])


def cases(shown: Callable) -> list[Case]:
    """The cases; `shown` makes the tensor of the pictures shown to a network of an input size."""
    return [
        # A file with suppression built in does not reveal that torchvision stretches pictures: Sightline pads, and reports that.
        Case(family, variant, expected, partial(_export, family, shown, how), partial(_reference, family, fit, shown), SIZES[family], unresized=fit)
        for family in SIZES
        for variant, expected, how, fit in (
            ("boxes and confidences", "SSD-like boxes and confidences", "raw", "stretched"),
            ("suppression in it", "listed boxes, confidences and classes", "whole", "exact"),
        )
    ]
