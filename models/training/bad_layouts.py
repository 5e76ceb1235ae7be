"""Cases for bad_input.py: sets whose labels are not in YOLO's layout."""

import shutil

from own_set import Own, Wrong, case


@case
def pascal_voc(own: Own) -> None:
    shutil.rmtree(own.set / "labels")
    own.text("annotations/p0.xml", "<annotation><object><name>dent</name></object></annotation>")
    own.refused(own.train(), "no folder 'labels'", "Pascal VOC", "p0.xml", "export")
    own.move("images", "JPEGImages")
    own.refused(own.train(), "no folder 'images'", "Pascal VOC", "p0.xml", "export")


@case
def coco(own: Own) -> None:
    shutil.rmtree(own.set / "labels")
    own.text("annotations/instances_train.json", '{"info": {}, "images": [], "annotations": [], "categories": []}')
    own.refused(own.train(), "no folder 'labels'", "COCO", "instances_train.json", "export")


@case
def other_xml_and_json(own: Own) -> None:
    shutil.rmtree(own.set / "labels")
    own.text("settings.json", '{"scale": 1}')
    own.text("settings.xml", "<settings/>")
    if "looks like" in str(own.train()):
        raise Wrong("settings are taken for labels")
