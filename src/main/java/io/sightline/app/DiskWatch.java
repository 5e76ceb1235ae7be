package io.sightline.app;

import io.sightline.line.Line;
import io.sightline.store.ImageRetention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chore that keeps pictures within their quota and the disk from running full, and has the
 * lines of the station tell where that is not enough. Safe for use by any thread.
 */
final class DiskWatch implements Runnable {
  private final ImageRetention retention;
  private final List<Line> lines = new ArrayList<>();
  private Optional<String> shortage = Optional.empty();

  DiskWatch(ImageRetention retention) {
    this.retention = retention;
  }

  /** One more that tells of it. */
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
