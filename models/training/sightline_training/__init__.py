"""Trains, judges and exports the networks that Sightline ships.

Start with train.py; data.py says what an image and a label are, network.py what is trained,
evaluate.py how it is judged, export.py how it becomes a bundle, parity.py that the station answers the same,
int8_gate.py that INT8 judges as well.
"""

# Those of the simulated and of DeepPCB's boards; a data set of yours has its own (data.py, classes).
CLASSES = ("open", "short", "mousebite", "spur", "copper", "pin-hole")
