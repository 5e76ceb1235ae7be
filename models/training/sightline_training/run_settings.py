"""What a run was begun with, RUN/run.json: one that goes on must go on with the same, or its pictures, its pace and its weights are
of two runs and nobody knows it."""

import json
from pathlib import Path

# How long, where, and how it is watched. Classes, network and size are the checkpoint's own matter; what it began with is in its weights.
MAY_CHANGE = {"run", "init", "steps", "minutes", "device", "fp32", "allow_large", "save_minutes", "val", "val_limit", "val_every", "bad_share",
              "classes", "network", "width", "height"}


def write(run: Path, settings: dict[str, object]) -> None:
    (run / "run.json").write_text(json.dumps({key: str(value) for key, value in settings.items()}, indent=1))


def refuse_others(run: Path, settings: dict[str, object]) -> None:
    """Refuses to go on with a setting that is another one than the run was begun with; what run.json does not name is not compared."""
    file = run / "run.json"
    if not file.exists():
        return
    try:
        begun = dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError):
        raise SystemExit(f"{file} is not what train.py wrote: delete it to go on without a check of the settings.") from None
    for key in sorted(settings.keys() & begun.keys() - MAY_CHANGE):
        if begun[key] != str(settings[key]):
            raise SystemExit(f"{file} says that the run was begun with --{key.replace('_', '-')} {begun[key]}, not {settings[key]}: go on with that, or "
                             "begin another run (--init takes the weights of this one).")
