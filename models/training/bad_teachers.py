"""Cases for bad_input.py: networks that cannot teach, or teach nothing."""

import torch

from own_set import Own, Wrong, case


@case
def no_teacher(own: Own) -> None:
    own.refused(own.train(teacher=own.scratch / "none.onnx"), "--teacher", "none.onnx", "not there")
    own.refused(own.train(teacher=own.set), "--teacher", "a folder")
    own.refused(own.train(views=9), "--views 9", "1 to 8")
    own.refused(own.train(labelled=-1), "--labelled -1")
    own.went(own.train())
    own.went(own.train(teacher=own.run / "last.pt", run=own.scratch / "taught"))  # by one of the same classes, at a size that is not square
    averages = []
    for taught in (0, 1):
        run = own.scratch / f"only-taught-{taught}"
        own.went(own.train(teacher=own.run / "last.pt", run=run, steps=2, labelled=0, taught=taught))
        averages.append(torch.load(run / "last.pt", weights_only=True)["average"])
    if all(torch.equal(weights, averages[1][name]) for name, weights in averages[0].items()):
        raise Wrong("a teacher teaches nothing")
    own.went(own.train(steps=2))  # the teacher has learnt more meanwhile
    own.refused(own.train(teacher=own.run / "last.pt", run=own.scratch / "taught", steps=2), "--teacher", "SHA-256")
    own.text("classes.txt", "scratch\nother")
    own.refused(own.train(teacher=own.run / "last.pt", run=own.scratch / "others"), "last.pt", "scratch, other")
