package io.sightline.inspection;

/** A text that may have several lines, on one: for banners, log entries and the terminal. */
public final class OneLine {
  private OneLine() {}

  /** Returns the text with each line break and the blanks around it as one blank. */
  public static String of(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").strip();
  }

  /** Returns the message of an error. */
  public static String of(SightlineException reason) {
    return of(String.valueOf(reason.getMessage()));
  }
}
