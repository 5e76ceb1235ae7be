#!/usr/bin/env python3
"""Trains a network. `--steps N` is repeatable; `--minutes M` lets the schedule follow the clock.

Writes RUN/last.pt every few minutes (a stopped run goes on from it with the same command),
RUN/log.jsonl (loss, speed, validation) and RUN/run.json (how it was started, and what it learns from: one that goes on must learn from the same).
"""

import argparse
import datetime
import json
import math
import multiprocessing
import signal
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from torch import distributed

from sightline_training import (CLASSES, arithmetic, bare_boards, board_files, box_reach, checkpoint, data, evaluate, network,
                                run_settings, shares, teacher, training_set, workers)
from sightline_training.batches import Batches
from sightline_training.notes import note


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--run", type=Path, required=True, help="folder of this run")
    p.add_argument("--train", required=True, help="yolo:DIR, deeppcb-train:DIR; several joined by a comma")
    p.add_argument("--val", required=True)
    p.add_argument("--classes", help="what the labels' classes are called, joined by commas, where the data set does not say it")
    p.add_argument("--network", choices=network.KINDS, default="yolov9t")
    p.add_argument("--crops", type=int, help="bare boards only: train on squares of so many pixels, with strokes drawn on them")
    p.add_argument("--warped", type=float, default=0.35, help="with --crops: share of crops that are boards that never were")
    p.add_argument("--drawn", type=float, default=1.0, help="with --crops: share on which strokes may be drawn; less for the last stretch")
    p.add_argument("--designs", type=Path, help="with --crops: folder of pictures of defect-free boards to draw on, too (make_designs.py)")
    p.add_argument("--designed", type=float, default=0.3, help="with --designs: share of crops made of them")
    p.add_argument("--width", type=int, help="of the input (480; 640 with --crops)")
    p.add_argument("--height", type=int, help="of the input (384; 640 with --crops)")
    p.add_argument("--init", type=Path, help="start from the averaged weights of a checkpoint (.pt), or from an exported float32 network (.onnx)")
    p.add_argument("--teacher", type=Path, help="learn from what such a network (.pt or .onnx) answers to several views of a picture, too")
    p.add_argument("--taught", type=float, default=2.0, help="with --teacher: how much its answers count")
    p.add_argument("--labelled", type=float, default=1.0, help="with --teacher: how much the labels count")
    p.add_argument("--views", type=int, default=2, help="with --teacher: how many views it is shown at each step, of eight")
    p.add_argument("--steps", type=int, help="length of the run")
    p.add_argument("--minutes", type=float, help="length of the run by the clock instead")
    p.add_argument("--batch", type=int, default=6, help="pictures a worker and step")
    p.add_argument("--workers", type=int, default=2, help="processes of one thread each: a quarter faster than two threads in one")
    p.add_argument("--device", choices=("cpu", "cuda"), default="cpu", help="cuda: one worker, so give --workers 1")
    p.add_argument("--lr", type=float, default=2e-3)
    p.add_argument("--flat", action="store_true", help="the learning rate stays: a long run whose --average is what is wanted of it")
    p.add_argument("--average", type=float, default=0.998, help="what the moving average keeps of itself a step")
    p.add_argument("--weight-decay", type=float, default=0.02)
    p.add_argument("--warmup", type=int, default=100, help="steps")
    p.add_argument("--good-share", type=float, default=0.2, help="share of defect-free pictures in a batch")
    p.add_argument("--zoom", type=float, default=0.08)
    p.add_argument("--grey", action="store_true", help="the pictures have no colour to vary")
    p.add_argument("--mild", action="store_true", help="little change of light and colour: for the last stretch of a run")
    p.add_argument("--bad-share", type=float, default=0.1, help="share of bad parts the accuracy is stated for")
    p.add_argument("--val-limit", type=int, default=160, help="pictures of the quick validation while training")
    p.add_argument("--val-every", type=int, default=400)
    p.add_argument("--save-minutes", type=float, default=3.0)
    p.add_argument("--fp32", action="store_true", help="no bfloat16, also where the processor has it")
    p.add_argument("--allow-large", action="store_true", help="train though over a third of the labels are too large to box")
    p.add_argument("--seed", type=int, default=0)
    a = p.parse_args()
    usual = (640, 640) if a.crops else (480, 384)
    a.width, a.height = (side if said is None else said for said, side in zip((a.width, a.height), usual))
    return a


def refuse_settings(a: argparse.Namespace) -> None:
    """What cannot be trained with is said at once, not after the pictures were read."""
    if (a.steps is None) == (a.minutes is None):
        raise SystemExit("Give either --steps or --minutes.")
    network.check_size(a.width, a.height, a.crops)
    for name in ("steps", "minutes", "batch", "workers", "lr", "warmup", "val_every"):
        value = getattr(a, name)
        if value is not None and not 0 < value < math.inf:
            raise SystemExit(f"--{name.replace('_', '-')} {value:g} must be a number above 0: training would not begin, or never end.")
    shares.refuse_others(a, "warped", "drawn", "designed", "bad_share")
    shares.refuse_others(a, "average", "good_share", whole=False)
    for name in ("seed", "val_limit", "weight_decay"):
        if not 0 <= getattr(a, name) < math.inf:
            raise SystemExit(f"--{name.replace('_', '-')} {getattr(a, name):g} must be a number from 0 on.")
    if a.device == "cuda" and a.workers != 1:
        raise SystemExit("A GPU is one worker's: give --workers 1 (and a larger --batch).")
    if a.device == "cuda" and not torch.cuda.is_available():
        raise SystemExit("PyTorch finds no GPU here.")
    if a.designs and not a.crops:
        raise SystemExit("--designs are designs of bare boards: give --crops, too.")
    if a.designs and not 0 <= a.warped + a.designed <= 1:
        raise SystemExit(f"--warped {a.warped:g} and --designed {a.designed:g} are shares of the crops, and together at most 1.")
    if a.run.exists() and not a.run.is_dir():
        raise SystemExit(f"--run {a.run} is a file: name a folder, which may be a new one.")
    teacher.refuse_settings(a.views, a.taught, a.labelled)
    for name, file in (("--init", None if (a.run / "last.pt").exists() else a.init), ("--teacher", a.teacher)):
        if file and not file.is_file():
            what = "a folder: name the file in it, last.pt or model.onnx" if file.is_dir() else "not there"
            raise SystemExit(f"{name} {file} is {what}.")


def optimiser(net, lr: float, decay: float) -> torch.optim.Optimizer:
    weights = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim <= 1]
    groups = [{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=lr, betas=(0.9, 0.99), fused=True)


def main() -> None:
    a = arguments()
    refuse_settings(a)
    # What ends it ends it as Ctrl-C does: its temporary folder goes, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        train(a)
    except KeyboardInterrupt:
        raise SystemExit(f"Stopped: {checkpoint.going_on(a.run)}.") from None


def progress(a: argparse.Namespace, step: int, spent: float) -> float:
    """How much of the run has been made; 1 and more: it is over."""
    return step / a.steps if a.steps else spent / (60 * a.minutes)


def train(a: argparse.Namespace) -> None:
    # A thread each, as the workers have; more of them would not survive the fork.
    torch.set_num_threads(1)
    a.classes = data.classes(a.train, a.val, said=a.classes)
    if a.crops and a.classes != CLASSES:
        raise SystemExit("--crops draws defects of bare boards: it has their classes.")
    if not a.fp32 and not arithmetic.has_bfloat16(a.device):
        a.fp32 = True
        note(f"trains in float32: the {'GPU' if a.device == 'cuda' else 'processor'} has no arithmetic of bfloat16.")
    size, start = (a.width, a.height), time.time()
    torch.manual_seed(a.seed)
    net = network.build(a.network, len(a.classes))
    begun, settings = None, vars(a)
    if a.teacher:  # a file that is trained on meanwhile would teach something else
        settings = settings | {"teacher": f"{a.teacher} (SHA-256 {training_set.content_hash(a.teacher)})"}
    if (a.run / "last.pt").exists():
        run_settings.refuse_others(a.run, settings)
        begun = checkpoint.resumed(a.run / "last.pt", a.classes, a.network, net)
        if begun.get("size", list(size)) != list(size):
            note(f"goes on at {a.width}x{a.height}, and was begun at {begun['size'][0]}x{begun['size'][1]}.")
    learnt, judged = data.read(a.train, len(a.classes)), data.read(a.val, len(a.classes))
    designs = board_files.design_files(a.designs) if a.designs else []
    holds = training_set.of(learnt + designs, [folder for _, folder in data.parts_of(a.train)] + ([a.designs] if designs else []))
    if begun:
        run_settings.refuse_other_set(a.run, holds)
        if progress(a, begun["step"], begun["spent"]) >= 1:
            note(f"the run is over at step {begun['step']}, nothing is left to train: give more --{'steps' if a.steps else 'minutes'}, or another --run.")
    training_set.note_of_shared(judged, learnt)
    if a.crops:
        boards = board_files.read(learnt)
        bad = len(boards)
        batches = bare_boards.Crops(boards, a.batch, a.seed, a.crops, a.warped, a.drawn, board_files.designs(designs, a.crops), a.designed)
        amount = f"{len(boards)} boards" + (f" and {len(designs)} designs" if designs else "")
    else:
        pictures = data.Pictures(learnt, size, mixed_interpolation=True, seed=a.seed)
        bad = len(pictures.bad)
        batches = Batches(pictures, a.batch, a.good_share, a.seed, not a.grey, a.zoom, a.mild)
        amount = f"{len(pictures)} pictures ({len(pictures.good)} good)"
    if not bad:
        raise SystemExit(f"All parts of '{a.train}' are good: there is no labelled defect to learn from.")
    if not a.crops:
        box_reach.judge(pictures, a.network, net.STRIDES, a.allow_large)
    check = data.Pictures(training_set.subset(judged, a.val_limit), size, mixed_interpolation=False)
    if a.init and not (a.run / "last.pt").exists():
        checkpoint.begin(net, a.classes, a.init, lambda: batches.make(0)[0])
    taught = None
    if a.teacher:
        trained = teacher.read(a.teacher, a.classes, net.STRIDES, lambda: batches.make(0)[0]).to(a.device)
        taught = teacher.Teacher(trained, a.views, 1.0 if a.crops else 0.0, a.seed)
    try:
        a.run.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise SystemExit(f"The folder {a.run} cannot be made: {e.strerror}.") from None
    run_settings.write(a.run, settings, holds)
    print(f"{amount}, {len(check)} to check, {time.time() - start:.0f} s", flush=True)

    # Workers are forked after loading: all share the one copy of the pictures.
    context = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory(prefix="sightline-train-") as meeting:
        others = [context.Process(target=work, args=(a, net, taught, batches, check, rank, meeting), daemon=True)
                  for rank in range(1, a.workers)]
        for process in others:
            process.start()
        try:
            work(a, net, taught, batches, check, 0, meeting)
        except RuntimeError:
            workers.refuse_without(others, a.run)
            raise
        for process in others:
            process.join()


def work(a: argparse.Namespace, net: torch.nn.Module, taught: teacher.Teacher | None, batches: Batches | bare_boards.Crops,
         check: data.Pictures, rank: int, meeting: str) -> None:
    """One worker: its own pictures of each batch, the gradients averaged over all. Worker 0 also keeps the books."""
    if rank:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # worker 0 ends the others
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    distributed.init_process_group("gloo", init_method=f"file://{meeting}/store", rank=rank, world_size=a.workers,
                                   timeout=datetime.timedelta(hours=1))
    net = net.to(a.device)
    loss = network.Loss(net.STRIDES, len(a.classes), a.device)
    average = network.Average(net, a.average)
    optim = optimiser(net, a.lr, a.weight_decay)
    step, spent = 0, 0.0
    last = a.run / "last.pt"
    if last.exists():
        state = checkpoint.resumed(last, a.classes, a.network, net)
        net.load_state_dict(state["network"])
        average.network.load_state_dict(state["average"])
        average.updates = state["updates"]
        optim.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["spent"]
        if rank == 0:
            print(f"goes on at step {step}", flush=True)
    log = (a.run / "log.jsonl").open("a") if rank == 0 else None

    def record(**values) -> None:
        line = json.dumps(values)
        log.write(line + "\n")
        log.flush()
        print(line, flush=True)

    def save() -> None:
        checkpoint.write(last, {"network": net.state_dict(), "average": average.network.state_dict(), "updates": average.updates,
                                "optimiser": optim.state_dict(), "step": step, "spent": spent, "classes": list(a.classes),
                                "kind": a.network, "size": [a.width, a.height]})

    def validate() -> None:
        began = time.time()
        found = evaluate.predict(average.network, check, bf16=not a.fp32)
        record(step=step, minutes=round(spent / 60, 1), val=evaluate.summary(check, found, a.classes, a.bad_share),
             seconds=round(time.time() - began, 1))

    parameters = list(net.parameters())
    net.train()
    told = ("taught",) if taught else ()
    sums, made, since, saved = np.zeros(4 + len(told)), 0, time.time(), time.time()
    began = time.time()
    while (made_of_it := progress(a, step, spent)) < 1:
        x, labels = batches.make(step, rank)
        falls = 1.0 if a.flat else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * made_of_it))
        lr = a.lr * min(1.0, (step + 1) / a.warmup) * falls
        for group in optim.param_groups:
            group["lr"] = lr
        x, labels = x.to(a.device), labels.to(a.device)
        with torch.autocast(a.device, torch.bfloat16, enabled=not a.fp32):
            levels = net(x)
        losses = loss(levels, labels, x.shape[3], x.shape[2])
        total = losses["total_loss"]
        if taught:
            apart = teacher.loss(levels, taught.answers(x, step, rank, not a.fp32))
            losses["taught"], total = apart.detach(), a.labelled * total + a.taught * apart
        optim.zero_grad(set_to_none=True)
        total.backward()
        spent = workers.meet(parameters, a.workers, spent + time.time() - began if rank == 0 else 0.0)
        began = time.time()
        torch.nn.utils.clip_grad_norm_(parameters, 10.0)
        optim.step()
        step += 1
        if rank == 0:
            average.update(net)
            checkpoint.refuse_overflow(average.network, step, a.run)
            sums += [losses[name].item() for name in ("total_loss", "box", "dfl", "cls", *told)]
            made += 1
            if step % 50 == 0:
                means = dict(zip(("loss", "box", "dfl", "cls", *told), (sums / made).round(4).tolist()))
                record(step=step, minutes=round(spent / 60, 1), **means, lr=round(lr, 6),
                       img_s=round(made * a.batch * a.workers / (time.time() - since), 1))
                sums[:], made, since = 0, 0, time.time()
            if time.time() - saved > 60 * a.save_minutes:
                save()
                saved = time.time()
            if step % a.val_every == 0:
                paused = time.time()
                validate()
                began = time.time()
                since += began - paused
    if rank == 0:
        save()
        validate()
    distributed.destroy_process_group()


if __name__ == "__main__":
    main()
