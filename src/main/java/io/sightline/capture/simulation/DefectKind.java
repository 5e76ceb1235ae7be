package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.List;

/** The six classic defects of a bare board, in the order of their class ids. */
public enum DefectKind {
  /** A gap across a trace. */
  OPEN("open"),
  /** A bridge between two neighbouring conductors. */
  SHORT("short"),
  /** A bite out of the edge of a trace or pad. */
  MOUSEBITE("mousebite"),
  /** A protrusion from an edge that does not reach the neighbour. */
  SPUR("spur"),
  /** An island of copper on the bare area. */
  COPPER("copper"),
  /** A hole inside copper. */
  PIN_HOLE("pin-hole");

  private final String className;

  DefectKind(String className) {
    this.className = className;
  }

  /** Returns the class name used in models and reports. */
  public String className() {
    return className;
  }

  /** Returns all class names in the order of their ids. */
  public static List<String> classNames() {
    List<String> names = new ArrayList<>();
    for (DefectKind kind : values()) {
      names.add(kind.className);
    }
    return List.copyOf(names);
  }
}
