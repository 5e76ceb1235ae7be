"""Fingerprint of a training set, its overlap with another one, and a choice from one: all before the pictures are read."""

import hashlib
import json
import os
from collections import defaultdict
from pathlib import Path

import numpy as np

from .notes import counted, note
from .picture_file import Source


def of(sources: list[Source], folders: list[Path]) -> str:
    """Describes a training set for run.json: its size, and a hash over the pictures' names, file sizes and labels. Neither the
    order of the pictures and labels nor the location of the folders affects it."""
    above = os.path.commonpath([os.path.abspath(folder) for folder in folders])
    each = [json.dumps([os.path.relpath(source.path, above), _size(source.path), sorted(source.rows.tolist())]) for source in sources]
    labels = sum(len(source.rows) for source in sources)
    return f"{counted(len(sources), 'picture')}, {counted(labels, 'label')}, SHA-256 {hashlib.sha256(json.dumps(sorted(each)).encode()).hexdigest()}"


def note_of_shared(val: list[Source], train: list[Source]) -> None:
    """Notes how many validation pictures are also in the training set."""
    if pairs := shared([source.path for source in val], [source.path for source in train]):
        path, other = pairs[0]
        same = "" if path == other else f", the same file as {other}"
        note(f"{len(pairs):,} of the {counted(len(val), 'picture')} of --val are also in --train, which makes the measured figures look better "
             f"than they are: use others; the first is {path}{same}.")


def shared(some: list[Path], others: list[Path]) -> list[tuple[Path, Path]]:
    """Pairs of files from `some` and `others` that are the same file or byte-identical. Only files of equal size are read."""
    known, as_large, hashes, pairs = {os.path.realpath(path): path for path in others}, defaultdict(list), {}, []
    for path in others:
        as_large[_size(path)].append(path)
    for path in some:
        other, size = known.get(os.path.realpath(path)), _size(path)
        if other is None and size in as_large:
            if size not in hashes:
                hashes[size] = {content_hash(each): each for each in as_large[size]}
            other = hashes[size].get(content_hash(path))
        if other is not None:
            pairs.append((path, other))
    return pairs


def subset(sources: list[Source], limit: int) -> list[Source]:
    """An even choice of bad and good pictures over the whole list."""
    bad, good = [s for s in sources if len(s.rows)], [s for s in sources if not len(s.rows)]
    even = lambda xs, n: [xs[int(i)] for i in np.linspace(0, len(xs) - 1, min(n, len(xs)))] if xs else []
    return even(bad, limit // 2) + even(good, limit - limit // 2)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1  # reading the picture will report why


def content_hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return str(path)
