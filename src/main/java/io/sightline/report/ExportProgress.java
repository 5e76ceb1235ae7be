package io.sightline.report;

/** Receives an export's progress at intervals and may end it. Called on the exporting thread. */
@FunctionalInterface
public interface ExportProgress {
  /** Ignores progress and never ends the export. */
  ExportProgress NONE = rows -> true;

  /**
   * Reports progress, about every thousand rows and at the end.
   *
   * @param rows the number of rows written so far
   * @return whether to go on; false ends the export with a {@link
   *     java.util.concurrent.CancellationException}
   */
  boolean goesOn(long rows);
}
