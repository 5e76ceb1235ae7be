package io.sightline.line;

import java.util.Objects;

/**
 * Something on a line that needs a person.
 *
 * @param kind what sort of thing; one banner each
 * @param message one sentence: what is wrong, what it means for the parts, what to do
 */
public record Trouble(Kind kind, String message) {
  public Trouble {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }

  /** The sorts of trouble. */
  public enum Kind {
    /** The camera or folder cannot be read; the line has stopped. */
    SOURCE,
    /** Inspections cannot be recorded; the line has stopped. */
    STORE,
    /** The engine failed: it is being started again, or the line has stopped. */
    ENGINE,
    /** The network could not look at parts; they are ERROR. */
    UNJUDGED,
    /** The engine failed and was started again; one part or more is ERROR. */
    RESTARTED,
    /** Parts went by uninspected. */
    MISSED,
    /** Many parts in a row did not pass. */
    REJECTS
  }
}
