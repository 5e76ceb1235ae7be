package io.sightline.capture.simulation;

import java.util.List;

/** Printing on the board: thin lines and short texts, never over copper. */
sealed interface Silkscreen {

  /** An open or closed line. */
  record Line(List<Vertex> path, boolean closed) implements Silkscreen {
    public Line {
      path = List.copyOf(path);
    }
  }

  /** A text whose baseline starts at origin; the height is that of a capital, in pixels. */
  record Text(String text, Vertex origin, double height) implements Silkscreen {}

  /** A filled dot, such as the mark of a chip's first pin. */
  record Dot(Vertex centre, double radius) implements Silkscreen {}
}
