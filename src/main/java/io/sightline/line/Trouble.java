package io.sightline.line;

import java.util.Objects;

/**
 * Something on a line that needs a person. What it means for the parts and what to do about it
 * follows from its kind, so that a screen can say it in the operator's language; the reason is for
 * the technician and stays as it came.
 *
 * @param kind what sort of thing; one banner each
 * @param parts how many parts it is about; 0 where it is not about a number of them
 * @param reason what the source, the store or the engine says of it; empty where there is no more
 *     to say than the kind does
 */
public record Trouble(Kind kind, long parts, String reason) {
  public Trouble {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
  }

  static Trouble of(Kind kind, long parts) {
    return new Trouble(kind, parts, "");
  }

  static Trouble because(Kind kind, String reason) {
    return new Trouble(kind, 0, reason);
  }

  /** All of it in one English sentence, for the terminal. */
  public String message() {
    return switch (kind) {
      case SOURCE, STORE, ENGINE -> reason;
      case RECONNECTING ->
          "The camera is lost and is being connected again; parts that go by meanwhile are neither"
              + " inspected nor counted: "
              + reason;
      case UNSEEN ->
          "The camera was away "
              + reason
              + ": what went by meanwhile was neither inspected nor counted, so inspect it again";
      case RESTARTING ->
          "The engine failed and is being started again; parts that cannot wait so long count as"
              + " missed: "
              + reason;
      case UNJUDGED -> "Parts cannot be judged and count as ERROR, not as passed: " + reason;
      case RESTARTED ->
          "The engine failed and was started again: the part it failed on counts as ERROR, so"
              + " inspect it again; should it soon fail once more, the line stops ("
              + reason
              + ")";
      case MISSED ->
          counted(parts)
              + " went by uninspected: faster than this station could judge or record, or while its"
              + " engine was being started. Inspect what was missed again; if it goes on, slow the"
              + " line down.";
      case DISK ->
          "The disk is nearly full, and the line stops when it is: free some space. " + reason;
      case UNREADABLE ->
          (parts == 1 ? "1 picture" : "%,d pictures".formatted(parts))
              + " could not be read and counts as no part; the first: "
              + reason;
      case REJECTS ->
          parts
              + " parts in a row did not pass: look at the rejects, the lighting and the product"
              + " that is set.";
      case FALLBACK -> "A slower engine runs in place of a faster one: " + reason;
    };
  }

  static String counted(long parts) {
    return parts == 1 ? "1 part" : "%,d parts".formatted(parts);
  }

  /** The sorts of trouble, most pressing first. */
  public enum Kind {
    /** The camera or folder cannot be read; the line has stopped. */
    SOURCE,
    /** Inspections cannot be recorded; the line has stopped. */
    STORE,
    /** The engine cannot look any more; the line has stopped. */
    ENGINE,
    /** The camera is lost and is being connected again; the line waits for it. */
    RECONNECTING,
    /** The engine failed and is being started again. */
    RESTARTING,
    /** Parts could not be looked at, or their pictures show nothing; they are ERROR. */
    UNJUDGED,
    /** The engine failed and was started again; one part or more is ERROR. */
    RESTARTED,
    /** The camera was away for some time; what went by meanwhile was neither seen nor counted. */
    UNSEEN,
    /** Parts went by uninspected. */
    MISSED,
    /** The disk is nearly full: the line still runs. */
    DISK,
    /** Pictures could not be read; they are no parts. */
    UNREADABLE,
    /** Many parts in a row did not pass. */
    REJECTS,
    /** A faster engine is here and was refused: a slower one looks, in every run. */
    FALLBACK
  }
}
