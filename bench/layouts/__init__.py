"""Compares how Sightline reads ONNX exports with the software that they come from; see ../README.md."""
