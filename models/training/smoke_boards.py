"""The part of smoke.py that is about bare boards: pairs as DeepPCB has them, designs, and what is drawn on both."""

from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import torch

from sightline_training import bare_boards, kicad, network, strokes, teacher
from steps import HERE, Failed, Steps

SHIPPED = HERE.parent / "board" / "fp32"

# Tracks, an arc, a via without a hole, a square pad of a footprint turned by 90 degrees with a bar beside it, a rounded and a round pad
# with holes, a zone, and a line.
DESIGN = """(kicad_pcb (version 20211014) (layers (0 "F.Cu" signal) (31 "B.Cu" signal) (44 "Edge.Cuts" user))
  (segment (start 0 0) (end 9 0) (width 1) (layer "F.Cu"))
  (segment (start 0 9) (end 9 9) (width 0.3) (layer "F.Cu")) (segment (start 0 10) (end 9 10) (width 0.3) (layer "F.Cu"))
  (arc (start 0 5) (mid 0.43934 6.06066) (end 1.5 6.5) (width 0.4) (layer "F.Cu"))
  (via (at 1.4 6.4) (size 0.6) (layers "F.Cu" "B.Cu"))
  (footprint "P" (layer "F.Cu") (at 4 6 90) (pad "1" smd rect (at 0 0 90) (size 2 1) (layers "F.Cu"))
    (fp_line (start -1 1.5) (end 1 1.5) (width 0.4) (layer "F.Cu")))
  (footprint "T" (layer "F.Cu") (at 8 7) (pad "1" thru_hole roundrect (at 0 0) (size 2 2) (drill 0.8) (layers "*.Cu") (roundrect_rratio 0.5))
    (pad "2" thru_hole circle (at 0 -3.5) (size 1.6 1.6) (drill oval 0.4 1) (layers "*.Cu")))
  (gr_line (start 3 2) (end 4 3) (layer "F.Cu") (width 0.4)) (gr_line (start 0 2) (end 1 2) (layer "F.SilkS") (width 0.4))
  (zone (layer "F.Cu") (filled_polygon (layer "F.Cu") (pts (xy 5.5 2.5) (xy 7.5 2.5) (xy 7.5 4.5)))))
"""
COPPER = [(0, 0), (5, 0.4), (0.1, 5), (0.44, 6.06), (1.4, 6.4), (4, 6.8), (5.5, 6.8), (6, 2.7), (7.1, 4), (8, 6.2), (3.5, 2.5), (8.65, 3.5)]
HOLES = [(8, 7), (8, 7.3), (8, 3.5), (8, 3.9)]
BARE = [(5, 0.6), (2, 5), (1, 6), (4.8, 6), (6.3, 4.7), (-1, 0), (7.1, 6.1), (0.5, 2), (8.9, 4.1)]


class BareBoards(Steps):
    def bare_boards(self) -> list[object]:
        """Boards of our own in DeepPCB's layout; -> how two workers train on crops of them, as on those of the real boards."""
        folder, rng = self.scratch / "bare", np.random.default_rng(0)
        for name in ("images", "templates", "annotations"):
            (folder / name).mkdir(parents=True)
        for name in ("10000000", "10000001", "44000000"):  # 44000 is kept out of training
            board, rows = np.full((640, 640), strokes.BARE_IS, np.uint8), []
            for x in range(40, 600, int(rng.integers(40, 60))):
                cv2.line(board, (x, 20), (x, 620), strokes.COPPER_IS, 16)
            cv2.imwrite(str(folder / "templates" / f"{name}.jpg"), board)
            strokes.draw(board, rows, rng, 8)
            cv2.imwrite(str(folder / "images" / f"{name}.jpg"), board)
            lines = "".join(f"{x1} {y1} {x2} {y2} {kind + 1}\n" for kind, x1, y1, x2, y2 in rows)
            (folder / "annotations" / f"{name}.txt").write_text(lines)
        self.python("held_out.py", "--data", folder, "--out", self.scratch / "unseen")
        unseen = sorted(path.name for path in (self.scratch / "unseen").glob("*/*"))
        if unseen != ["44000000.jpg", "44000000.jpg", "44000000.txt"]:
            raise Failed(f"held_out.py made {unseen} of the families kept out")
        return ["--run", self.scratch / "crops", "--network", "slim", "--crops", 320, "--batch", 2, "--workers", 2, "--steps", 3,
                "--designs", self.designs(), "--designed", 0.5, "--teacher", SHIPPED / "model.onnx", "--train", f"deeppcb-train:{folder}", "--val", f"deeppcb-val:{folder}", "--width", 320, "--height", 320]

    def designs(self) -> Path:
        """A board in KiCad's format, and a picture of it at half the scale; -> pictures of its copper, which must lie where the file has it."""
        boards, drawings, out = self.scratch / "kicad", self.scratch / "drawings", self.scratch / "designs"
        boards.mkdir()
        drawings.mkdir()
        (boards / "one.kicad_pcb").write_text(DESIGN)
        board = kicad.read(boards / "one.kicad_pcb")
        whole, drilled = (kicad.drawn(board, "F.Cu", 48, hole) for hole in (0.0, 1.0))
        cv2.imwrite(str(drawings / "one.png"), kicad.drawn(board, "F.Cu", 24, 0.0))
        self.python("make_designs.py", "--boards", boards, "--pictures", drawings, "--picture-scale", 24, "--out", out, "--scale", 48)
        files = sorted(out.iterdir())
        if len(files) != 2:
            raise Failed(f"a board and a picture of one came to {len(files)} designs")
        for file in files:
            self.lies(cv2.imread(str(file), cv2.IMREAD_GRAYSCALE), COPPER, BARE)
        self.lies(whole, COPPER + HOLES, BARE)
        self.lies(drilled, COPPER, BARE + HOLES)
        self.lies(kicad.drawn(board, "B.Cu", 48, 0.0), [(1.4, 6.4)], [(5, 0.4), (6, 3)])
        return out

    def lies(self, layer: np.ndarray, copper: list[tuple[float, float]], bare: list[tuple[float, float]]) -> None:
        """Places in the file's millimetres; the drawing begins 3 mm before the outermost, which are at 0."""
        at = lambda x, y: int(layer[round((y + kicad.EDGE) * 48), round((x + kicad.EDGE) * 48)])
        wrong = [place for place in copper if at(*place) != strokes.COPPER_IS] + [place for place in bare if at(*place) != strokes.BARE_IS]
        if wrong:
            raise Failed(f"the copper of a design is not where its board has it: {wrong}")

    def designs_are_shown(self) -> None:
        """Crops are of designs as often as was said: all, and none."""
        bare, copper = np.full((640, 640), strokes.BARE_IS, np.uint8), np.full((640, 640), strokes.COPPER_IS, np.uint8)
        board = bare_boards.Board(bare, bare, np.zeros((0, 5), np.float32))
        for designed in (0.0, 1.0):
            crops = bare_boards.Crops([board], 1, 0, warped=0.0, drawn=0.0, designs=[copper], designed=designed)
            dark = [np.median(crops.crop(np.random.default_rng(seed))[0]) < 128 for seed in range(16)]
            if not (all(dark) if designed else not any(dark)):
                raise Failed(f"with --designed {designed:g} {sum(dark)} of 16 crops are of the only design")

    def labels_follow(self) -> None:
        """Whichever way a crop is laid down, a label must end ten pixels from the stroke's own, as people's labels do."""
        crops = bare_boards.Crops([], 1, 0)
        for seed in range(32):
            board = np.full((320, 320), strokes.BARE_IS, np.uint8)
            board[100:117, 60:91] = strokes.COPPER_IS
            label = np.array([[strokes.COPPER, 50, 90, 100, 126]], np.float32)
            laid, rows = crops.laid(board, label, np.random.default_rng(seed))
            ys, xs = np.nonzero(laid == strokes.COPPER_IS)
            should = [xs.min() - 10, ys.min() - 10, xs.max() + 10, ys.max() + 10]
            if rows[0, 1:].tolist() != should:
                raise Failed(f"a crop laid down another way has the label {rows[0, 1:].tolist()}, not {should}")

    def views_come_back(self) -> None:
        """What a teacher answers to a crop laid down another way must come back as what it would answer to the crop itself."""
        crops = bare_boards.Crops([], 1, 0)
        board, label = np.full((320, 320), strokes.BARE_IS, np.uint8), np.array([[strokes.COPPER, 50, 90, 100, 126]], np.float32)
        should = teacher.taken_back(self.answer(label[0]), 0, 1 / 8)
        for way in range(teacher.WAYS):
            chosen = iter(0.0 if way & turn else 1.0 for turn in (teacher.TRANSPOSED, teacher.MIRRORED, teacher.UPSIDE_DOWN))
            _, rows = crops.laid(board, label, SimpleNamespace(random=lambda: next(chosen)))
            found = teacher.taken_back(self.answer(rows[0]), way, 1 / 8)
            sides = [(shares * torch.arange(float(network.BINS)).view(1, 1, -1, 1, 1)).sum(2) for shares, _ in (found, should)]
            near = ((sides[1] > 1) & (sides[1] < network.BINS - 2)).all(1)
            apart = (sides[0] - sides[1]).abs().amax(1)[near]
            if not len(apart) or apart.max() > 1e-4 or not torch.equal(found[1], should[1]):
                raise Failed(f"what a teacher answers to a crop laid down in way {way} comes back {apart.max() if len(apart) else 'nowhere'} cells off")

    def teaching_is_right(self) -> None:
        """All eight views of a picture agree about a network that sees where its light is; who answers so has least to learn."""
        label, answer, seen = np.array([strokes.COPPER, 50, 90, 100, 126], np.float32), self.answer, set()
        picture = torch.zeros(1, 3, 320, 320)
        picture[:, :, 90:126, 50:100] = 1

        class Sees(torch.nn.Module):
            STRIDES = (8,)

            def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
                ys, xs = np.nonzero(x[0, 0].numpy())
                seen.add((xs.min(), ys.min(), xs.max(), ys.max()))
                return [answer(np.array([strokes.COPPER, xs.min(), ys.min(), xs.max() + 1, ys.max() + 1], np.float32))]

        right = teacher.taken_back(answer(label), 0, 0.0)
        found = teacher.Teacher(Sees(), teacher.WAYS, 0.0, 0).answers(picture, 0, 0, False)[0]
        if len(seen) != teacher.WAYS or not all(torch.allclose(a, b, atol=1e-5) for a, b in zip(found, right)):
            raise Failed(f"{len(seen)} views of a picture do not come to what its teacher answers to it")
        level = answer(label)
        least = float(teacher.loss([level], [right]))
        for part in (slice(0, 4 * network.BINS), slice(4 * network.BINS, None)):
            other = level.clone()
            other[:, part] *= 0.5
            if float(teacher.loss([other], [right])) <= least:
                raise Failed("a student that answers otherwise than its teacher has no more to learn than one that answers so")

    def answer(self, row: np.ndarray) -> torch.Tensor:
        """A level of 40 by 40 cells that finds exactly this label, in the cell of its middle."""
        kind, *box = row.tolist()
        sides = torch.tensor(box).div(8).view(4, 1, 1)
        ys, xs = torch.meshgrid(torch.arange(40) + 0.5, torch.arange(40) + 0.5, indexing="ij")
        away = (torch.stack([xs, ys, xs, ys]) - sides) * torch.tensor([1.0, 1.0, -1.0, -1.0]).view(4, 1, 1)
        bins = (1 - (away.clamp(0, network.BINS - 1)[:, None] - torch.arange(float(network.BINS)).view(1, -1, 1, 1)).abs()).clamp(min=1e-9)
        scores = torch.full((6, 40, 40), -9.0)
        scores[int(kind), int((box[1] + box[3]) // 16), int((box[0] + box[2]) // 16)] = 9.0
        return torch.cat([bins.log().flatten(0, 1), scores])[None]

    def dabs_are_lines(self) -> None:
        """A row of dabs right across a track must be named an open, though copper is left between them."""
        connected = 0  # opens that cut nothing
        for seed in range(600):
            board, rows = np.full((200, 200), strokes.BARE_IS, np.uint8), []
            board[80:120] = strokes.COPPER_IS
            strokes.draw(board, rows, np.random.default_rng(seed), 1)
            pieces = cv2.connectedComponents((board == strokes.COPPER_IS).astype(np.uint8), connectivity=4)[0] - 1
            connected += any(row[0] == strokes.OPEN for row in rows) and pieces == 1
        if not connected:
            raise Failed("no row of dabs across a track was named an open")
