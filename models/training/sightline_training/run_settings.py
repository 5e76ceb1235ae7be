"""What a run was begun with, RUN/run.json: one that goes on must go on with the same, or its pictures, its pace and its weights are
of two runs and nobody knows it."""

import json
from pathlib import Path

# How long, where, and how it is watched. Classes, network and size are the checkpoint's own matter; what it began with is in its weights.
MAY_CHANGE = {"run", "init", "steps", "minutes", "device", "fp32", "allow_large", "save_minutes", "val", "val_limit", "val_every", "bad_share",
              "classes", "network", "width", "height"}
SET = "training_set"


def write(run: Path, settings: dict[str, object], holds: str) -> None:
    """`holds`: what its training set does, see training_set.py."""
    values = {key: str(value) for key, value in settings.items()} | {SET: holds}
    (run / "run.json").write_text(json.dumps(values, indent=1))


def _begun(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError):
        raise SystemExit(f"{file} is not what train.py wrote: delete it to go on without a check of the settings and of the training set.") from None


def refuse_others(run: Path, settings: dict[str, object]) -> None:
    """Refuses to go on with a setting that is another one than the run was begun with; what run.json does not name is not compared."""
    file = run / "run.json"
    begun = _begun(file)
    for key in sorted(settings.keys() & begun.keys() - MAY_CHANGE):
        if begun[key] != str(settings[key]):
            raise SystemExit(f"{file} says that the run was begun with --{key.replace('_', '-')} {begun[key]}, not {settings[key]}: go on with that, or "
                             "begin another run (--init takes the weights of this one).")


def refuse_other_set(run: Path, holds: str) -> None:
    """Refuses to go on where the training set holds something else than when the run was begun: batches are drawn by number, and a label
    that was corrected would hardly be learnt at the end of a run, and not at all after it."""
    file = run / "run.json"
    if (then := _begun(file).get(SET, holds)) != holds:
        then, now = (str(one).partition(", SHA-256")[0] for one in (then, holds))
        raise SystemExit(f"{file} says that the run was begun on other pictures or labels than --train has now ({then} then, and {now} now; names, sizes "
                         f"and labels are compared): put them back as they were, or begin another --run (--init {run / 'last.pt'} takes the weights of this one).")
