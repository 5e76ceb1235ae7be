"""The copper layers of circuit boards designed in KiCad (version 5 and later), drawn black on white as DeepPCB's boards are.

Drawn are tracks, vias, pads, filled zones, and lines and polygons on copper; lettering is not. Lengths are in millimetres, y points
down, and angles are in degrees, counterclockwise on the screen, as in the files.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import sexpdata

from .strokes import BARE_IS, COPPER_IS

Point = tuple[float, float]
EDGE = 3.0  # millimetres around the outermost copper
FRACTION = 4  # bits of a pixel in which OpenCV is given coordinates
MOST_PIXELS = 400_000_000


class Node(list):
    """A list of KiCad's text format: its name, then its values, some of which are nodes."""

    @staticmethod
    def of(parsed: list) -> "Node":
        return Node(Node.of(each) if isinstance(each, list) else each.value() if isinstance(each, sexpdata.Symbol) else each for each in parsed)

    def all(self, *names: str) -> Iterator["Node"]:
        return (each for each in self if isinstance(each, Node) and each and each[0] in names)

    def get(self, name: str) -> "Node":
        """The first node of that name; an empty one if there is none."""
        return next(self.all(name), Node([name]))

    def numbers(self, name: str) -> list[float]:
        return [float(each) for each in self.get(name)[1:] if isinstance(each, (int, float))]

    def points(self) -> list[Point]:
        return [(float(xy[1]), float(xy[2])) for xy in self.get("pts").all("xy")]

    def lies_on(self, layer: str) -> bool:
        named = [*self.get("layer")[1:], *self.get("layers")[1:]]
        return layer in named or "*.Cu" in named or ("F&B.Cu" in named and layer in ("F.Cu", "B.Cu"))


@dataclass(frozen=True)
class Place:
    """Where a footprint or pad is and how far it is turned."""

    x: float = 0.0
    y: float = 0.0
    angle: float = 0.0

    @staticmethod
    def of(node: Node) -> "Place":
        return Place(*node.numbers("at")[:3])

    def at(self, x: float, y: float) -> Point:
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return self.x + x * cos + y * sin, self.y - x * sin + y * cos


class Canvas:
    """A layer as it is drawn, `scale` pixels to the millimetre."""

    def __init__(self, low: Point, high: Point, scale: float):
        self.low, self.scale = np.array(low) - EDGE, scale
        width, height = ((np.array(high) + EDGE - self.low) * scale).astype(int) + 1
        refuse_large(int(width), int(height))
        self.pixels = np.full((height, width), BARE_IS, np.uint8)

    def polygon(self, points: list[Point], colour: int = COPPER_IS) -> None:
        if len(points) > 2:
            cv2.fillPoly(self.pixels, [self._fixed(points)], colour, cv2.LINE_8, FRACTION)

    def disc(self, middle: Point, diameter: float, colour: int = COPPER_IS) -> None:
        x, y = self._fixed([middle])[0].tolist()
        if radius := round(diameter / 2 * self.scale * 2**FRACTION):  # OpenCV draws a pixel for none
            cv2.circle(self.pixels, (x, y), radius, colour, -1, cv2.LINE_8, FRACTION)

    def line(self, points: list[Point], width: float, colour: int = COPPER_IS) -> None:
        """With round ends and corners."""
        for a, b in zip(points, points[1:]):
            along = np.subtract(b, a)
            length = float(np.hypot(*along))
            if length:
                aside = np.array([-along[1], along[0]]) * (width / 2 / length)
                self.polygon([tuple(np.add(a, aside)), tuple(np.add(b, aside)), tuple(np.subtract(b, aside)), tuple(np.subtract(a, aside))], colour)
        for point in points:
            self.disc(point, width, colour)

    def rectangle(self, place: Place, width: float, height: float, dx: float = 0.0, dy: float = 0.0) -> None:
        corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        self.polygon([place.at(dx + x * width / 2, dy + y * height / 2) for x, y in corners])

    def oval(self, place: Place, width: float, height: float, dx: float, dy: float, colour: int) -> None:
        reach, thick = abs(width - height) / 2, min(width, height)
        x, y = (reach, 0.0) if width > height else (0.0, reach)
        self.line([place.at(dx - x, dy - y), place.at(dx + x, dy + y)], thick, colour)

    def _fixed(self, points: list[Point]) -> np.ndarray:
        return ((np.asarray(points, float) - self.low) * self.scale * 2**FRACTION).round().astype(np.int32)


def refuse_large(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise SystemExit(f"A board of {width:,}x{height:,} pixels is too large to draw: give a smaller --scale.")


def read(path: Path) -> Node:
    try:
        board = Node.of(sexpdata.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, AssertionError, RecursionError, sexpdata.ExpectClosingBracket, sexpdata.ExpectNothing) as e:
        raise SystemExit(f"{path} cannot be read as a board of KiCad: {e}.") from None
    if not board or board[0] != "kicad_pcb":
        raise SystemExit(f"{path} is not a board of KiCad (a file .kicad_pcb).")
    return board


def layers(board: Node) -> list[str]:
    """The names of its copper layers."""
    return [str(each[1]) for each in board.get("layers") if isinstance(each, Node) and str(each[1]).endswith(".Cu")]


def drawn(board: Node, layer: str, scale: float, hole: float) -> np.ndarray | None:
    """A copper layer, 0 where copper is and 255 elsewhere; None if the board has neither tracks nor pads.

    `hole`: share of its diameter with which each hole is drawn; plating narrows it, and 0 leaves the copper whole.
    Raises IndexError, TypeError or ValueError if an item lacks a value that KiCad always writes.
    """
    footprints = list(board.all("footprint", "module"))
    pads = [(pad, Place(*Place.of(footprint).at(*pad.numbers("at")[:2]), (pad.numbers("at") + [0.0, 0.0, 0.0])[2]))
            for footprint in footprints for pad in footprint.all("pad")]
    ends = [tuple(track.numbers(end)) for track in board.all("segment", "arc") for end in ("start", "end")]
    extent = ends + [(place.x, place.y) for _, place in pads]
    if not extent:
        return None
    canvas = Canvas(tuple(np.min(extent, 0)), tuple(np.max(extent, 0)), scale)
    for zone in board.all("zone"):
        for area in zone.all("filled_polygon"):
            if area.lies_on(layer) or (not list(area.all("layer")) and zone.lies_on(layer)):
                canvas.polygon(area.points())
    for item in board.all("segment", "arc", "gr_line", "gr_poly"):
        if item.lies_on(layer):
            _figure(canvas, item, Place())
    for footprint in footprints:
        for item in footprint.all("fp_line", "fp_poly"):
            if item.lies_on(layer):
                _figure(canvas, item, Place.of(footprint))
    vias = list(board.all("via"))
    for via in vias:
        canvas.disc(tuple(via.numbers("at")), via.numbers("size")[0])
    for pad, place in pads:
        if pad.lies_on(layer):
            _pad(canvas, pad, place)
    if hole:
        for via in vias:
            canvas.disc(tuple(via.numbers("at")), hole * (via.numbers("drill") or [0.0])[0], BARE_IS)
        for pad, place in pads:
            if size := pad.numbers("drill"):
                canvas.oval(place, hole * size[0], hole * size[-1], 0.0, 0.0, BARE_IS)
    return canvas.pixels


def _figure(canvas: Canvas, item: Node, place: Place) -> None:
    width = (item.numbers("width") or item.get("stroke").numbers("width") or [0.0])[0]
    if item[0].endswith("poly"):
        canvas.polygon([place.at(*point) for point in item.points()])
    elif item.numbers("mid"):
        canvas.line(_arc(*(tuple(item.numbers(each)) for each in ("start", "mid", "end"))), width)
    else:
        canvas.line([place.at(*item.numbers("start")), place.at(*item.numbers("end"))], width)


def _arc(start: Point, mid: Point, end: Point) -> list[Point]:
    """Points of the arc through three, by the centre of their circle; three in a row are a line."""
    a, b, c = (complex(*point) for point in (start, mid, end))
    w = (c - a) / (b - a) if a != b else 0j
    if abs(w.imag) < 1e-9:
        return [start, mid, end]
    centre = a + (b - a) * (w - abs(w) ** 2) / (w - w.conjugate())
    turn = lambda p, q: math.atan2(((q - centre) / (p - centre)).imag, ((q - centre) / (p - centre)).real)
    first, second = turn(a, b), turn(b, c)
    whole = first + second
    points = [centre + (a - centre) * complex(math.cos(t), math.sin(t)) for t in np.linspace(0, whole, 24)]
    return [(point.real, point.imag) for point in points]


def _pad(canvas: Canvas, pad: Node, place: Place) -> None:
    shape, (width, height) = pad[3], pad.numbers("size")[:2]
    dx, dy = (pad.get("drill").numbers("offset") + [0.0, 0.0])[:2]
    if shape in ("circle", "oval"):
        canvas.oval(place, width, height, dx, dy, COPPER_IS)
    elif shape == "roundrect":
        radius = (pad.numbers("roundrect_rratio") or [0.25])[0] * min(width, height)
        canvas.rectangle(place, width - 2 * radius, height, dx, dy)
        canvas.rectangle(place, width, height - 2 * radius, dx, dy)
        for x in (-1, 1):
            for y in (-1, 1):
                canvas.disc(place.at(dx + x * (width / 2 - radius), dy + y * (height / 2 - radius)), 2 * radius)
    else:
        canvas.rectangle(place, width, height, dx, dy)
    for figure in pad.get("primitives").all("gr_poly", "gr_line"):
        _figure(canvas, figure, place)
