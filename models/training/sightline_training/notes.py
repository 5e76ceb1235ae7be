"""What is worth knowing and stops nothing: on standard error, because some scripts print figures for others to read."""

import sys


def note(sentence: str) -> None:
    print(f"Note: {sentence}", file=sys.stderr, flush=True)


def counted(number: int, what: str) -> str:
    """1, "label" -> "1 label"; 2 -> "2 labels"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
