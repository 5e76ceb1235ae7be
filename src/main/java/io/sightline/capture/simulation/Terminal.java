package io.sightline.capture.simulation;

/**
 * A pad that needs a connection: its position, component, exit direction, and whether a wide trace
 * may reach it.
 */
record Terminal(int net, int component, Vertex at, int outX, int outY, boolean wide) {}
