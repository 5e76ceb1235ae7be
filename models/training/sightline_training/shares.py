"""Shares given on the command line. One in percent would be calculated with all the same: figures and choices turn round."""

import argparse


def refuse_others(a: argparse.Namespace, *names: str, whole: bool = True) -> None:
    """Refuses settings that are not shares, from 0 to 1; 1 itself, too, if they may not be the `whole`."""
    for name in names:
        value = getattr(a, name)
        if not 0 <= value <= 1 or (value == 1 and not whole):
            raise SystemExit(f"--{name.replace('_', '-')} {value:g} is not a share: give a number from 0 to {'1' if whole else 'below 1'}, such as 0.2 for 20 %.")
