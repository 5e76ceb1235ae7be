package io.sightline.line;

import io.sightline.line.Trouble.Kind;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;

/**
 * Logs a line's troubles: each when it begins and when it is over, not once per part, and the final
 * counts at the end. Safe for use by any thread.
 */
final class TroubleLog {
  private static final System.Logger LOG = System.getLogger(TroubleLog.class.getName());

  private final String line;
  private final Set<Kind> standing = EnumSet.noneOf(Kind.class);

  TroubleLog(String line) {
    this.line = line;
  }

  synchronized void accept(LineEvent event) {
    if (event instanceof LineEvent.Troubled on) {
      Kind kind = on.trouble().kind();
      if (!kind.isLoggedWhereNoticed() && standing.add(kind)) {
        LOG.log(Level.INFO, "{0}: {1}", line, on.trouble().message());
      }
    } else if (event instanceof LineEvent.Cleared over) {
      if (standing.remove(over.kind())) {
        LOG.log(Level.INFO, "{0}: {1} is over", line, over.kind());
      }
    } else if (event instanceof LineEvent.Stopped stopped) {
      standing.clear();
      LOG.log(Level.INFO, "{0} has stopped: {1}", line, stopped.summary().counts().verdicts());
    }
  }
}
