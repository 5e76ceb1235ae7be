"""Reads text files written by users and their tools: UTF-8, with or without a byte order mark."""

from pathlib import Path


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
