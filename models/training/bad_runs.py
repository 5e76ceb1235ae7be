"""Cases for bad_input.py: runs that go astray while they train."""

import torch

from own_set import Own, Wrong, case


@case
def weights_that_grow_without_end(own: Own) -> None:
    """As with `--lr 2e3`, typed for 2e-3."""
    astray = {"lr": 2e3, "warmup": 1, "steps": 300, "val_every": 1000}
    own.refused(own.train(**astray), "--lr", "another --run")
    if (own.run / "last.pt").exists():
        raise Wrong("weights that are no numbers were saved")
    for workers in (1, 2):
        run = own.scratch / f"run-{workers}"
        own.refused(own.train(**astray, run=run, save_minutes=0, workers=workers), "--lr", f"--init {run / 'last.pt'}")
        state = torch.load(run / "last.pt", weights_only=True)
        if not all(values.isfinite().all() for name in ("network", "average") for values in state[name].values()):
            raise Wrong(f"{workers} of workers saved weights that are no numbers over those before")


@case
def a_full_disk(own: Own) -> None:
    own.went(own.train())
    (own.run / "last.tmp").symlink_to("/dev/full")
    own.refused(own.train(steps=2), "last.pt", "cannot be written", "the same command goes on")
    if (own.run / "last.tmp").is_symlink():
        raise Wrong("what could not be saved stays on the full disk")
    own.went(own.train(steps=2), "goes on at step 1")
