"""What is worth knowing and stops nothing: on standard error, because some scripts print figures for others to read."""

import sys
from collections.abc import Sequence


def note(sentence: str) -> None:
    print(f"Note: {sentence}", file=sys.stderr, flush=True)


def note_of(found: Sequence[object], what: str, why: str) -> None:
    """How many there are of these, where there are any, and the first of them."""
    if found:
        note(f"{counted(len(found), what)} {why}; the first is {found[0]}.")


def note_of_repeated(found: Sequence[object]) -> None:
    """Of labels that repeat one of the same picture to the number: as the station counts them, once."""
    note_of(found, "label", "there twice for the same picture, counted once")


def counted(number: int, what: str) -> str:
    """1, "label" -> "1 label"; 2 -> "2 labels"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
