package io.sightline.line;

import io.sightline.inspection.Phrase;
import io.sightline.inspection.SightlineException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Something on a line that needs attention. Its kind determines what it means for the parts and
 * what to do about it, which a screen shows in the operator's language; the reason is for the
 * technician and stays as it is.
 *
 * @param kind its kind; each kind has one banner
 * @param parts how many parts it affects; 0 if it is not about a number of parts
 * @param reason what the source, the store or the engine reports; empty if the kind suffices
 * @param phrase the reason for a screen in another language; empty if it is shown as it is
 */
public record Trouble(Kind kind, long parts, String reason, Optional<Phrase> phrase) {
  public Trouble {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(phrase, "phrase");
  }

  public Trouble(Kind kind, long parts, String reason) {
    this(kind, parts, reason, Optional.empty());
  }

  static Trouble of(Kind kind, long parts) {
    return new Trouble(kind, parts, "");
  }

  static Trouble because(Kind kind, String reason) {
    return new Trouble(kind, 0, reason);
  }

  static Trouble because(Kind kind, SightlineException reason) {
    return new Trouble(kind, 0, String.valueOf(reason.getMessage()), reason.phrase());
  }

  /** Returns this trouble with this many more parts. */
  public Trouble plus(long more) {
    return new Trouble(kind, parts + more, reason, phrase);
  }

  /** Returns the complete message in English, for the terminal. */
  public String message() {
    return switch (kind) {
      case SOURCE, CAMERA, STORE, ENGINE -> reason;
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
      case STALLED ->
          "The inspection stands still, and parts that cannot wait so long count as missed: "
              + reason;
      case UNJUDGED ->
          "Not judged: "
              + counted(parts)
              + ", ERROR and not passed; check lens and light, then inspect them again: "
              + reason;
      case RESTARTED ->
          "The engine failed and was started again: a part it failed on counts as ERROR, so"
              + " inspect it again; if it soon fails again, the line stops ("
              + reason
              + ")";
      case MISSED ->
          counted(parts)
              + " went by uninspected: faster than this station could judge or record, or while its"
              + " engine was starting. Inspect them again; if this goes on, slow the line down.";
      case DISK ->
          "The disk is nearly full, and the line stops when it is: free some space. " + reason;
      case UNREADABLE ->
          (parts == 1 ? "1 picture" : "%,d pictures".formatted(parts))
              + " could not be read and went uninspected; the first: "
              + reason;
      case REJECTS ->
          parts
              + " parts in a row did not pass: check the rejects, the lighting and the selected product.";
      case FALLBACK -> "A slower engine runs in place of a faster one: " + reason;
    };
  }

  static String counted(long parts) {
    return parts == 1 ? "1 part" : "%,d parts".formatted(parts);
  }

  /** The kinds of trouble, most urgent first, each with what is done about it everywhere. */
  public enum Kind {
    /** The camera or folder cannot be read; the line has stopped. */
    SOURCE(Trait.ENDS_RUN),
    /** The camera's pictures are not those that the recipe was made for; the line has stopped. */
    CAMERA(Trait.ENDS_RUN),
    /** Inspections cannot be recorded; the line has stopped. */
    STORE(Trait.ENDS_RUN),
    /** The engine has stopped working; the line has stopped. */
    ENGINE(Trait.ENDS_RUN),
    /** The camera is lost and is being reconnected; the line waits for it. */
    RECONNECTING(Trait.PASSES, Trait.NEWS_EACH_TIME, Trait.LOGGED_WHERE_NOTICED),
    /** The engine failed and is being restarted. */
    RESTARTING(Trait.PASSES, Trait.FOLLOWED_UP),
    /** The line waits for its engine or for the disk, longer than either may take. */
    STALLED(Trait.PASSES),
    /** Parts could not be inspected, or their pictures show nothing; they are ERROR. */
    UNJUDGED(Trait.COUNTED),
    /** The engine failed and was restarted; at least one part is ERROR. */
    RESTARTED(Trait.NEWS_EACH_TIME),
    /** The camera was away for some time; parts that went by were neither seen nor counted. */
    UNSEEN(Trait.NEWS_EACH_TIME, Trait.LOGGED_WHERE_NOTICED),
    /** Parts went by uninspected. */
    MISSED(Trait.COUNTED),
    /** The disk is nearly full: the line still runs. */
    DISK,
    /** Pictures could not be read; they are not parts. */
    UNREADABLE(Trait.COUNTED, Trait.FOLLOWED_UP),
    /** Many parts in a row did not pass. */
    REJECTS,
    /** A faster engine was refused: a slower one is in use, in every run. */
    FALLBACK;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of returns an immutable set
    private final Set<Trait> traits;

    Kind(Trait... traits) {
      this.traits = Set.of(traits);
    }

    /** Whether the line stops for it; its cause is logged and reported with the run. */
    public boolean endsRun() {
      return traits.contains(Trait.ENDS_RUN);
    }

    /** Whether it is a condition that is over once the line starts; others concern parts. */
    public boolean isOverAtStart() {
      return endsRun() || traits.contains(Trait.PASSES);
    }

    /** Whether it comes with the number of parts or pictures affected in the run so far. */
    public boolean isCounted() {
      return traits.contains(Trait.COUNTED);
    }

    /** Whether each occurrence is news; of the others only the first one in a run is. */
    public boolean isNewsEachTime() {
      return traits.contains(Trait.NEWS_EACH_TIME);
    }

    /** Whether the run's summary or another trouble reports it, too: a terminal need not. */
    public boolean isReportedLater() {
      return endsRun() || traits.contains(Trait.FOLLOWED_UP);
    }

    /** Whether the code that notices it logs it, with its cause. */
    boolean isLoggedWhereNoticed() {
      return endsRun() || traits.contains(Trait.LOGGED_WHERE_NOTICED);
    }

    private enum Trait {
      ENDS_RUN,
      PASSES,
      COUNTED,
      NEWS_EACH_TIME,
      FOLLOWED_UP,
      LOGGED_WHERE_NOTICED
    }
  }
}
