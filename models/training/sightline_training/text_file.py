"""Text files written by users and their tools: UTF-8, with or without a byte order mark, their ending in letters of any case."""

from itertools import product
from pathlib import Path

ENDINGS = tuple("".join(letters) for letters in product(".", "tT", "xX", "tT"))


def is_text(file: Path) -> bool:
    return file.suffix.lower() == ".txt"


def text_named(stem: Path) -> Path:
    """The existing text file with this name and an ending in any case; if there is none, the one with `.txt`."""
    files = [stem.with_name(stem.name + ending) for ending in ENDINGS]
    return next((file for file in files if file.is_file()), files[0])


def text_of(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as e:
        raise SystemExit(f"{file} cannot be read: {e.strerror}.") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = content.count(b"\n", 0, e.start) + 1
        raise SystemExit(f"{file}, line {line}, is not UTF-8 text: save the file as UTF-8.") from None
