"""Our own network for small defects that can be told from their near surroundings: plain 3x3 convolutions, ReLU, one output
at stride 8.

Built for CPUs: ReLU costs nothing and quantises cleanly, a single output level keeps decoding short, and most of the
work is in layers where convolutions are efficient (24 channels and more). Deeper levels only supply context to the
output level. The output has YOLOv9's form (64 box bins, then classes), so loss and export are shared.
"""

import torch
from torch import nn


class Conv(nn.Sequential):
    def __init__(self, inputs: int, outputs: int, size: int = 3, stride: int = 1):
        super().__init__(nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))


class Block(nn.Module):
    """Passes half the channels through `depth` residual pairs of 3x3 convolutions and keeps every stage, as C2f does."""

    def __init__(self, inputs: int, outputs: int, hidden: int, depth: int):
        super().__init__()
        self.enter = Conv(inputs, 2 * hidden, 1)
        self.pairs = nn.ModuleList(nn.Sequential(Conv(hidden, hidden), Conv(hidden, hidden)) for _ in range(depth))
        self.leave = Conv((2 + depth) * hidden, outputs, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        stages = list(self.enter(x).chunk(2, 1))
        for pair in self.pairs:
            stages.append(stages[-1] + pair(stages[-1]))
        return self.leave(torch.cat(stages, 1))


class Slim(nn.Module):
    """Pictures B x 3 x H x W in 0..1, sides multiples of 32 -> [B x (64 + classes) x H/8 x W/8]."""

    STRIDES = (8,)

    def __init__(self, classes: int, width: int = 48, depths: tuple[int, int, int, int, int] = (2, 2, 1, 1, 1)):
        """`width` is the number of channels at stride 8, from which all others derive; 64 fills vectors of 16 and 32 numbers
        that 48 leaves partly empty, and costs a sixth more time for 1.8 times the weights. `depths` are the residual pairs at
        strides 8, 16 and 32 on the way down, then 16 and 8 on the way up."""
        super().__init__()
        w, (d8, d16, d32, u16, u8) = width, depths
        self.stem = nn.Sequential(Conv(3, 16, stride=2), Conv(16, w // 2, stride=2))
        self.down8, self.level8 = Conv(w // 2, w, stride=2), Block(w, w, w // 2, d8)
        self.down16, self.level16 = Conv(w, 2 * w, stride=2), Block(2 * w, 2 * w, w, d16)
        self.down32, self.level32 = Conv(2 * w, 2 * w, stride=2), Block(2 * w, 2 * w, w, d32)
        self.up = nn.Upsample(scale_factor=2)
        self.join16, self.join8 = Block(4 * w, 2 * w, w, u16), Block(3 * w, w, w // 2, u8)
        self.tower = Conv(w, 3 * w // 2)
        self.answer = nn.Conv2d(3 * w // 2, 64 + classes, 1)

    def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
        at8 = self.level8(self.down8(self.stem(x)))
        at16 = self.level16(self.down16(at8))
        at32 = self.level32(self.down32(at16))
        at16 = self.join16(torch.cat([self.up(at32), at16], 1))
        at8 = self.join8(torch.cat([self.up(at16), at8], 1))
        x = self.tower(at8)
        return [self.answer(x)] if self.answer else [(self.boxes(x), self.scores(x))]

    def fuse(self) -> "Slim":
        """Splits the output convolution in place, for export, into one for box bins and one for classes; the network then
        returns pairs. Each can be fused with what follows it, and nothing has to be sliced."""
        whole, self.answer = self.answer, None
        for name, kept in (("boxes", slice(0, 64)), ("scores", slice(64, None))):
            weight, bias = whole.weight.data[kept], whole.bias.data[kept]
            part = nn.Conv2d(weight.shape[1], len(weight), 1)
            part.weight.data, part.bias.data = weight.clone(), bias.clone()
            setattr(self, name, part)
        return self
