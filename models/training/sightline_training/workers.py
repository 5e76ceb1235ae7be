"""Cooperation of the workers that train one network. Worker 0 is the main process, the others are its children."""

from multiprocessing.process import BaseProcess
from pathlib import Path

import torch
from torch import distributed

from . import checkpoint


def meet(parameters: list[torch.nn.Parameter], workers: int, spent: float) -> float:
    """Averages the gradients over all workers; -> worker 0's clock, which all follow. Raises RuntimeError in worker 0 if a worker is gone."""
    if workers == 1:
        return spent
    flat = torch.cat([p.grad.reshape(-1) for p in parameters] + [torch.tensor([spent * workers])])
    try:
        distributed.all_reduce(flat)
    except RuntimeError:
        if distributed.get_rank():
            raise SystemExit(1) from None  # worker 0 reports why
        raise
    flat /= workers
    start = 0
    for p in parameters:
        p.grad.copy_(flat[start : start + p.numel()].view(p.shape))
        start += p.numel()
    return float(flat[-1])


def refuse_without(others: list[BaseProcess], run: Path) -> None:
    """Ends the other workers after an error in worker 0; if one of them had already failed, exits with that as the cause."""
    for process in others:
        process.join(2)
    codes = [process.exitcode for process in others if process.exitcode]
    for process in others:
        process.terminate()
    if codes:
        how = "was killed, perhaps because memory ran out" if min(codes) < 0 else "failed, as reported above"
        another = ", in another --run, which can start from that file with --init" if (run / "last.pt").exists() else ""
        raise SystemExit(f"A worker {how}: {checkpoint.going_on(run)}; --workers 1 takes less memory{another}.") from None
