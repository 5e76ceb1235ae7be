"""Settings of a run, RUN/run.json: a resumed run must keep them, or its pictures, learning rate and weights would silently mix
two runs."""

import json
from pathlib import Path

# Duration, device and validation. The checkpoint itself checks classes, network and size, and its weights already include --init.
MAY_CHANGE = {"run", "init", "steps", "minutes", "device", "fp32", "allow_large", "save_minutes", "val", "val_limit", "val_every", "bad_share",
              "classes", "network", "width", "height"}
SET = "training_set"


def write(run: Path, settings: dict[str, object], holds: str) -> None:
    """`holds` describes the training set's contents, see training_set.of."""
    values = {key: str(value) for key, value in settings.items()} | {SET: holds}
    (run / "run.json").write_text(json.dumps(values, indent=1))


def _begun(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError):
        raise SystemExit(f"{file} was not written by train.py: delete it to resume without checking the settings and the training set.") from None


def refuse_others(run: Path, settings: dict[str, object]) -> None:
    """Refuses to resume with settings other than those the run was started with; settings missing from run.json are not compared."""
    file = run / "run.json"
    begun = _begun(file)
    for key in sorted(settings.keys() & begun.keys() - MAY_CHANGE):
        if begun[key] != str(settings[key]):
            raise SystemExit(f"{file} says that the run was started with --{key.replace('_', '-')} {begun[key]}, not {settings[key]}: keep that setting, or "
                             "start another run (--init takes the weights of this one).")


def refuse_other_set(run: Path, holds: str) -> None:
    """Refuses to resume if the training set has changed since the run was started: batches are drawn by number, so a corrected
    label would hardly be learnt near the end of a run, and not at all afterwards."""
    file = run / "run.json"
    if (then := _begun(file).get(SET, holds)) != holds:
        then, now = (str(one).partition(", SHA-256")[0] for one in (then, holds))
        raise SystemExit(f"{file} says that the run was started on different pictures or labels from those --train has now ({then} then, {now} now; names, "
                         f"sizes and labels are compared): restore them, or start another --run (--init {run / 'last.pt'} takes the weights of this one).")
