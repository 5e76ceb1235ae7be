"""Boards of the simulated line: in sizes that every way of resizing makes the same of, and in odd ones."""

from pathlib import Path

import cv2
import numpy as np


#: No multiples of any input: shrunk by these factors, pictures are only alike where they are resized in the same way.
ODD = {"1920x1080": (1920, 1080), "1216x809": (1216, 809), "1152x766": (1152, 766)}


def cut(boards: list[np.ndarray], size: tuple[int, int], same_shape_only: bool, unresized: str = "", odd: bool = True) -> dict[str, np.ndarray]:
    """One picture of exactly the input's size, one twice as large, one that needs padding only, one that needs both, and odd ones.

    To a half, every usual way of resizing is the mean of four pixels; other factors differ from library to library: where the
    reference has another way than Sightline, or a network's own roundings hide it, there are no odd pictures.
    """
    width, height = size
    if unresized:
        one, two, three = (cv2.resize(board, size, interpolation=cv2.INTER_AREA) for board in boards[:3])
        if unresized == "exact":
            return {"exact": one, "another": two, "a third": three}
        if unresized == "stretched":
            return {"exact": one, "another": two, "columns twice": np.repeat(three, 2, axis=1)}
        high = np.ascontiguousarray(two[: height * 3 // 4])
        return {"exact": one, "padded": high, "all twice": np.repeat(np.repeat(three, 2, axis=1), 2, axis=0),
                "padded, all twice": np.repeat(np.repeat(high, 2, axis=1), 2, axis=0)}
    cuts = {"exact": (width, height), "double": (2 * width, 2 * height)}
    if not same_shape_only:
        cuts |= {"padded": (width, height * 3 // 4), "padded double": (width * 3 // 2 // 4 * 4, 2 * height)}
    shown = {name: cv2.resize(boards[i], to, interpolation=cv2.INTER_AREA) for i, (name, to) in enumerate(cuts.items())}
    # Boards that the networks are settled on, enlarged smoothly: of others, random weights are so sure that equal scores decide.
    return shown | ({name: cv2.resize(boards[i], to, interpolation=cv2.INTER_CUBIC) for i, (name, to) in enumerate(ODD.items())} if odd else {})


def undoubled(picture: np.ndarray, size: tuple[int, int], unresized: str) -> tuple[np.ndarray, int, int]:
    """A picture of the input's width, and how often each of its columns and rows came."""
    across = picture.shape[1] // size[0]
    down = 1 if unresized == "stretched" else across
    return np.ascontiguousarray(picture[::down, ::across]), across, down


def tensor(pictures: list[np.ndarray], size: tuple[int, int]):
    """For settling a network: as it is shown them, RGB, 0 to 1."""
    import torch

    width, height = size
    batch = np.full((len(pictures), height, width, 3), 114, np.uint8)
    for canvas, picture in zip(batch, pictures):
        scale = min(width / picture.shape[1], height / picture.shape[0])
        inner = cv2.resize(picture, (round(picture.shape[1] * scale), round(picture.shape[0] * scale)), interpolation=cv2.INTER_AREA)
        top, left = (height - inner.shape[0]) // 2, (width - inner.shape[1]) // 2
        canvas[top : top + inner.shape[0], left : left + inner.shape[1]] = inner[:, :, ::-1]
    return torch.from_numpy(np.ascontiguousarray(batch.transpose(0, 3, 1, 2))).float() / 255


def save(pictures: dict[str, np.ndarray], folder: Path) -> None:
    folder.mkdir(parents=True)
    for i, picture in enumerate(pictures.values()):
        cv2.imwrite(str(folder / f"{i}.png"), picture)
