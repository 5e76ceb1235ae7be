"""Recognises the layouts that the station reads and training does not, so that a refusal can say what to do."""

import re
from collections.abc import Iterable
from pathlib import Path

BEGINNING = 4096
MARKS = {
    ".xml": ("Pascal VOC", re.compile(rb"<annotation\b")),
    ".json": ("COCO", re.compile(rb'"(images|annotations|categories|licenses)"')),
}


def advice(files: Iterable[Path]) -> str:
    """What to do if one of these files is labels of another layout, to append to a refusal; empty if none is."""
    for file in files:
        name, mark = MARKS.get(file.suffix.lower(), ("", None))
        if mark and mark.search(_beginning(file)):
            return f" Training reads YOLO's layout only, and {file} looks like {name}: export the set as YOLO from your labelling tool, or convert it."
    return ""


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(BEGINNING)
    except OSError:
        return b""  # the refusal itself stands
