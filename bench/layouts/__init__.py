"""Sightline's reading of ONNX exports against that of the software they come from; see ../README.md."""
