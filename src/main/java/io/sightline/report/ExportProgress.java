package io.sightline.report;

/** Told every so often how far an export is; may end it. Called on the exporting thread. */
@FunctionalInterface
public interface ExportProgress {
  /** Nobody watches. */
  ExportProgress NONE = rows -> true;

  /**
   * Told of the rows so far, about every thousand of them and at the end.
   *
   * @param rows how many are written so far
   * @return whether to go on; false ends the export with a {@link
   *     java.util.concurrent.CancellationException}
   */
  boolean goesOn(long rows);
}
