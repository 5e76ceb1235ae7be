"""Boards of the simulated line, in sizes for which all resizing methods agree, and in odd ones."""

from pathlib import Path

import cv2
import numpy as np


#: Not multiples of any input size: shrunk from these, pictures agree only if they are resized by the same method.
ODD = {"1920x1080": (1920, 1080), "1216x809": (1216, 809), "1152x766": (1152, 766)}


def cut(boards: list[np.ndarray], size: tuple[int, int], same_shape_only: bool, unresized: str = "", odd: bool = True) -> dict[str, np.ndarray]:
    """Cuts one picture of exactly the input's size, one twice as large, one that needs padding, one that needs both, and odd ones.

    Halving means averaging four pixels in every common method; for other factors, libraries differ. So no odd sizes are used if
    the reference's method differs from Sightline's, or if the network's own rounding would hide it.
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
    # The boards that the networks are settled on, enlarged smoothly: on others, random weights saturate and equal scores decide.
    return shown | ({name: cv2.resize(boards[i], to, interpolation=cv2.INTER_CUBIC) for i, (name, to) in enumerate(ODD.items())} if odd else {})


def undoubled(picture: np.ndarray, size: tuple[int, int], unresized: str) -> tuple[np.ndarray, int, int]:
    """-> the picture at the input's width, and how often each of its columns and rows was repeated."""
    across = picture.shape[1] // size[0]
    down = 1 if unresized == "stretched" else across
    return np.ascontiguousarray(picture[::down, ::across]), across, down


def tensor(pictures: list[np.ndarray], size: tuple[int, int]):
    """Makes the batch that a network is settled on: letterboxed as it will see them, RGB, 0 to 1."""
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
