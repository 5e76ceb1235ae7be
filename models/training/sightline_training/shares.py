"""Shares given on the command line. One in percent can be calculated with all the same, and turns figures and choices round."""

import argparse


def refuse_others(a: argparse.Namespace, *names: str, whole: bool = True) -> None:
    """Refuses settings that are not shares, from 0 to 1; 1 itself, too, if they may not be the `whole`."""
    for name in names:
        value = getattr(a, name)
        if not 0 <= value <= 1 or (value == 1 and not whole):
            raise SystemExit(f"--{name.replace('_', '-')} {value:g} is not a share from 0 to {'1' if whole else 'below 1'}: give 0.2 for 20 %.")
