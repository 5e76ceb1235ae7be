"""Trains, judges and exports the networks that Sightline ships.

Start with train.py. data.py defines images and labels, network.py the networks and their loss, evaluate.py how they
are judged. export.py writes the bundle, parity.py checks that the station gives the same results, and int8_gate.py
that INT8 is as accurate.
"""

# Classes of the simulated boards and of DeepPCB; your own data set names its own (data.classes).
CLASSES = ("open", "short", "mousebite", "spur", "copper", "pin-hole")
