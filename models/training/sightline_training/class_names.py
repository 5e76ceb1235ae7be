"""Class names of a set in YOLO layout. Conflicting lists are refused: labels would be assigned to the wrong class."""

from pathlib import Path

import yaml

from .text_file import text_of


def named(root: Path, usual: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Reads classes.txt, obj.names, _darknet.labels or `names` of data.yaml, beside the images, among the labels or one folder up;
    where there is none, the `usual` names."""
    files = _files(root, "classes.txt", "obj.names", "_darknet.labels", "data.yaml")
    found = {file: checked(names, str(file)) for file in files if (names := _listed(file))}
    if not found and usual:
        return usual
    if not found:
        raise SystemExit(f"{root} does not name its classes: write a classes.txt with one name per line (or use train.py --classes).")
    first, names = next(iter(found.items()))
    for file, others in found.items():
        if others != names:
            raise SystemExit(f"{first} names the classes {', '.join(names)}, and {file} {', '.join(others)}: remove the wrong one.")
    return names


def keypoints(root: Path) -> int:
    """Number of keypoint values after a label's box, from `kpt_shape` of data.yaml (pose sets); 0 without keypoints."""
    for file in _files(root, "data.yaml"):
        if not (shape := _content(file).get("kpt_shape")):
            continue
        if not (isinstance(shape, list) and len(shape) == 2 and str(shape[0]).isdecimal() and shape[1] in ("2", "3")):
            raise SystemExit(f"The kpt_shape in {file} must be [points, 2 or 3].")
        return int(shape[0]) * int(shape[1])
    return 0


def _files(root: Path, *names: str) -> list[Path]:
    places = (root, root / "labels", root.parent)
    return [file for place in places for name in names if (file := place / name).is_file()]


def _content(file: Path) -> dict:
    try:
        content = yaml.load(text_of(file), yaml.BaseLoader)  # keeps every scalar a string: "no" is a valid name
    except yaml.YAMLError as e:
        line = f", line {e.problem_mark.line + 1}," if getattr(e, "problem_mark", None) else ""
        raise SystemExit(f"{file}{line} is not YAML: correct it, or write a classes.txt instead.") from None
    return content if isinstance(content, dict) else {}


def _listed(file: Path) -> list[str]:
    if file.suffix != ".yaml":
        return [line.strip() for line in text_of(file).rstrip().splitlines()]  # a blank line keeps its number and is refused
    content = _content(file)
    if not content.get("names"):
        return []
    names = content["names"]
    if isinstance(names, dict):
        if sorted(names) != sorted(map(str, range(len(names)))):
            raise SystemExit(f"The names in {file} must be numbered from 0 without gaps.")
        names = [names[str(i)] for i in range(len(names))]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise SystemExit(f"The names in {file} must be a list or a mapping of numbers to names.")
    if content.get("nc", str(len(names))) != str(len(names)):
        raise SystemExit(f"{file} says nc: {content['nc']} but names {len(names)} classes ({', '.join(names)}): correct one of them.")
    return names


def checked(names: list[str], origin: str) -> tuple[str, ...]:
    """Returns the names; refused if there are none, or if any is empty or repeated."""
    if not names or "" in names or len(set(names)) < len(names):
        raise SystemExit(f"{origin} must name each class exactly once, without empty names: {', '.join(names)}.")
    return tuple(names)
