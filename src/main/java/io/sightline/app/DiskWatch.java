package io.sightline.app;

import io.sightline.line.Line;
import io.sightline.store.ImageRetention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Periodic task that keeps pictures within their quota and the disk from filling up, and has the
 * station's lines report any remaining shortage. Safe for use by any thread.
 */
final class DiskWatch implements Runnable {
  private final ImageRetention retention;
  private final List<Line> lines = new ArrayList<>();
  private Optional<String> shortage = Optional.empty();

  DiskWatch(ImageRetention retention) {
    this.retention = retention;
  }

  /** Adds a line that reports shortages, starting with the current one. */
  synchronized void add(Line line) {
    lines.add(line);
    line.diskShortage(shortage);
  }

  @Override
  public void run() {
    tell(retention.apply().shortage());
  }

  private synchronized void tell(Optional<String> now) {
    shortage = now;
    lines.forEach(line -> line.diskShortage(now));
  }
}
