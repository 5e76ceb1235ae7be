"""Batches by number: batch n of a seed is always the same, so a resumed run continues as if never interrupted."""

import numpy as np
import torch

from . import augment
from .data import Pictures


class Batches:
    def __init__(self, pictures: Pictures, batch: int, good_share: float, seed: int, colour: bool, zoom: float,
                 mild: bool = False):
        self.pictures, self.batch, self.seed = pictures, batch, seed
        self.good_share = good_share if len(pictures.good) else 0.0
        self.colour, self.zoom, self.mild = colour, zoom, mild

    def make(self, number: int, worker: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
        """-> images B x 3 x H x W float 0..1 (channels last), labels B x n x 5: class, relative xyxy; padding rows are 0."""
        rng = np.random.default_rng([self.seed, number, worker])
        transpose = bool(rng.random() < 0.5)
        images, labels = [], []
        for _ in range(self.batch):
            pool = self.pictures.good if rng.random() < self.good_share else self.pictures.bad
            i = int(rng.choice(pool))
            image, rows = self.pictures.images[i], self.pictures.rows[i]
            if self.zoom and rng.random() < 0.5:
                image, rows = augment.shift_and_scale(image, rows, rng, self.zoom)
            if rng.random() < (0.8 if self.colour else 0.3):
                image = augment.light(image, rng, self.colour, self.mild)
            image = augment.sharpness(image, rng)
            image, rows = augment.lay(image, rows, transpose, bool(rng.random() < 0.5), bool(rng.random() < 0.5))
            images.append(image)
            labels.append(rows)
        h, w = images[0].shape[:2]
        x = torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2)
        x = x.to(torch.float32).mul_(1 / 255.0).contiguous(memory_format=torch.channels_last)
        y = torch.zeros(self.batch, max(1, max(map(len, labels))), 5)
        for k, rows in enumerate(labels):
            if len(rows):
                y[k, : len(rows)] = torch.from_numpy(rows / np.array([1, w, h, w, h], np.float32))
        return x, y
