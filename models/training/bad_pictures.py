"""Cases for bad_input.py: pictures that cannot be read, or not as they look."""

import shutil

import cv2
import numpy as np

from own_set import Own, Wrong, case
from sightline_training.picture_file import pixels


@case
def a_picture_cut_in_half(own: Own) -> None:
    whole = own.picture("images/p4.jpg")
    own.text("images/p4.jpg", whole[: len(whole) // 2])
    own.text("labels/p4.txt", "")
    own.refused(own.train(), "p4.jpg", "cut off")


@case
def other_kinds_of_picture(own: Own) -> None:
    for name in ("p4.tif", "p5.webp"):
        own.picture(f"images/{name}")
        own.text(f"labels/{name[:2]}.txt", "")
    own.text("images/p6.heic", b"?")
    own.went(own.train(), "6 pictures (4 good)", "p6.heic")


@case
def twelve_bits_in_sixteen(own: Own) -> None:
    """The station refuses them, too; 16 bits are read as there, whose upper eight count."""
    deep = np.random.default_rng(2).integers(0, 1 << 12, (64, 96, 3), np.uint16)
    own.text("labels/p4.txt", "")
    for name in ("p4.png", "p4.tif"):
        file = own.set / "images" / name
        cv2.imwrite(str(file), deep)
        own.refused(own.train(), name, "12 of its 16 bits")
        cv2.imwrite(str(file), 16 * deep)
        if not np.array_equal(pixels(file), (deep >> 4)[..., ::-1]):
            raise Wrong(f"the 16 bits of {name} are read otherwise than their upper eight")
        own.went(own.train(), "5 pictures (3 good)")
        shutil.rmtree(own.run)
        file.unlink()


@case
def decimal_samples(own: Own) -> None:
    cv2.imwrite(str(own.set / "images" / "p4.tif"), np.random.default_rng(2).random((64, 96, 3), np.float32))
    own.text("labels/p4.txt", "")
    own.refused(own.train(), "p4.tif", "8 bits a sample")


@case
def several_pictures_in_a_file(own: Own) -> None:
    page = np.random.default_rng(2).integers(0, 255, (64, 96, 3), np.uint8)
    file = own.set / "images" / "p4.tif"
    own.text("labels/p4.txt", "")
    cv2.imwritemulti(str(file), [page, page])
    own.refused(own.train(), "p4.tif", "several pictures")
    cv2.imwritemulti(str(file), [page, page[::4, ::4].copy()])  # with a smaller copy
    own.went(own.train(), "5 pictures (3 good)")


@case
def no_picture_that_is_read(own: Own) -> None:
    for picture in (own.set / "images").iterdir():
        picture.rename(picture.with_suffix(".heic"))
    own.refused(own.train(), "images", ".png")
