package io.sightline.app.command;

/** Facts for the terminal, one a line: a name, then what is known. */
public final class Facts {
  private final StringBuilder lines = new StringBuilder();

  public void add(String name, String known) {
    lines.append("%-12s %s%n".formatted(name, known));
  }

  /** Returns the lines in the order added, each with its end. */
  public String text() {
    return lines.toString();
  }
}
