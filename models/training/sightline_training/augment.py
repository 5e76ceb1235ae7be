"""Augmentations that preserve the ground truth: the eight orientations of a board, lighting, blur, noise."""

import cv2
import numpy as np

_NOISE: list[np.ndarray] = []


def _noise(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Unit noise, cropped at random from a field generated once: generating it anew would cost too much per training step."""
    if not _NOISE:
        field = np.random.default_rng(7).standard_normal((shape[0] + 64, shape[1] + 64, shape[2])).astype(np.float32)
        _NOISE.append(field)
    y, x = rng.integers(0, 64, 2)
    side = _NOISE[0]
    if side.shape[0] < shape[0] + 64 or side.shape[1] < shape[1] + 64:
        _NOISE.clear()
        return _noise(rng, shape)
    return side[y : y + shape[0], x : x + shape[1]]


def light(image: np.ndarray, rng: np.random.Generator, colour: bool, mild: bool = False) -> np.ndarray:
    """Random gain, gamma and offset, with a separate tint per channel if the camera has colour."""
    ramp = np.arange(256, dtype=np.float32) / 255.0
    much = 0.4 if mild else 1.0
    gain = 1 + much * rng.uniform(-0.3, 0.3)
    gamma, offset = np.exp(much * rng.uniform(-0.35, 0.35)), much * rng.uniform(-0.06, 0.06)
    tables = []
    for _ in range(3):
        tint = 1 + much * rng.uniform(-0.12, 0.12) if colour else 1.0
        tables.append(np.clip((ramp**gamma) * gain * tint + offset, 0, 1) * 255.0)
    image = cv2.LUT(image, np.stack(tables, 1).round().astype(np.uint8).reshape(1, 256, 3))
    if colour and not mild and rng.random() < 0.1:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    if colour and not mild and rng.random() < 0.15:
        image = np.ascontiguousarray(image[:, :, rng.permutation(3)])
    return image


def sharpness(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Occasionally adds a slight blur, noise or JPEG artefacts."""
    if rng.random() < 0.15:
        image = cv2.GaussianBlur(image, (3, 3), rng.uniform(0.3, 0.8))
    if rng.random() < 0.3:
        noise = _noise(rng, image.shape) * np.float32(rng.uniform(1.0, 7.0))
        image = cv2.add(image, noise.astype(np.int16), dtype=cv2.CV_8U)
    if rng.random() < 0.1:
        ok, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(50, 95))])
        image = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return image


def shift_and_scale(image: np.ndarray, rows: np.ndarray, rng: np.random.Generator, amount: float):
    """Zooms slightly about a random point; boxes with less than 60 % of their area left inside are painted over and dropped."""
    h, w = image.shape[:2]
    scale = np.exp(rng.uniform(-amount, amount))
    tx = rng.uniform(0, 1) * (w - w * scale)
    ty = rng.uniform(0, 1) * (h - h * scale)
    matrix = np.array([[scale, 0, tx], [0, scale, ty]], np.float32)
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    image = cv2.warpAffine(image, matrix, (w, h), flags=cv2.INTER_LINEAR if flags == cv2.INTER_AREA else flags,
                           borderMode=cv2.BORDER_CONSTANT, borderValue=(114, 114, 114))
    rows = rows.copy()
    if len(rows):
        rows[:, [1, 3]] = rows[:, [1, 3]] * scale + tx
        rows[:, [2, 4]] = rows[:, [2, 4]] * scale + ty
        whole = (rows[:, 3] - rows[:, 1]) * (rows[:, 4] - rows[:, 2])
        rows[:, [1, 3]] = rows[:, [1, 3]].clip(0, w)
        rows[:, [2, 4]] = rows[:, [2, 4]].clip(0, h)
        seen = (rows[:, 3] - rows[:, 1]) * (rows[:, 4] - rows[:, 2])
        keep = seen >= 0.6 * whole
        for _, x1, y1, x2, y2 in rows[~keep]:
            image[int(y1) : int(np.ceil(y2)), int(x1) : int(np.ceil(x2))] = 114
        rows = rows[keep]
    return image, rows


def lay(image: np.ndarray, rows: np.ndarray, transpose: bool, flip_x: bool, flip_y: bool):
    """Applies one of the eight orientations. A whole batch shares `transpose`, because it changes the shape."""
    rows = rows.copy()
    if transpose:
        image = image.transpose(1, 0, 2)
        rows = rows[:, [0, 2, 1, 4, 3]]
    h, w = image.shape[:2]
    if flip_x:
        image = image[:, ::-1]
        rows[:, [1, 3]] = w - rows[:, [3, 1]]
    if flip_y:
        image = image[::-1]
        rows[:, [2, 4]] = h - rows[:, [4, 2]]
    return np.ascontiguousarray(image), rows
