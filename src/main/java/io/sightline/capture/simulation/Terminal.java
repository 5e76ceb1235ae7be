package io.sightline.capture.simulation;

/**
 * A pad that wants a connection: where, of which component, which way out, and whether a wide trace
 * may reach it.
 */
record Terminal(int net, int component, Vertex at, int outX, int outY, boolean wide) {}
