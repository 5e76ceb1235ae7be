"""Non-fatal notes, printed on standard error because some scripts print figures for other programs on standard output."""

import sys
from collections.abc import Sequence


def note(sentence: str) -> None:
    print(f"Note: {sentence}", file=sys.stderr, flush=True)


def note_of(found: Sequence[object], what: str, why: str) -> None:
    """Notes the number of items found and the first of them; silent if there are none."""
    if found:
        note(f"{counted(len(found), what)} {why}; the first is {found[0]}.")


def note_of_repeated(found: Sequence[object]) -> None:
    """Notes exact duplicates of labels on the same picture, which count once, as in the station."""
    note_of(found, "label", "there twice for the same picture, counted once")


def counted(number: int, what: str) -> str:
    """1, "label" -> "1 label"; 2 -> "2 labels"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
