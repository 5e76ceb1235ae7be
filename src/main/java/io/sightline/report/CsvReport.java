package io.sightline.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.RecipeContent;
import io.sightline.inspection.StageTimes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Writes inspections as CSV: a fixed header, then one row per inspected part, good parts included,
 * in the order given. RFC 4180: commas, CRLF, quotes where needed and around cells that hold a
 * semicolon or a tab, which other programs separate by. UTF-8. Independent of the locale: numbers
 * have a decimal point and no grouping, times are ISO 8601 in UTC with six decimals. New columns
 * are only ever appended.
 *
 * <table>
 *   <caption>Columns</caption>
 *   <tr><td>{@code inspection_id}</td><td>UUID</td></tr>
 *   <tr><td>{@code line}</td><td>the line</td></tr>
 *   <tr><td>{@code serial}</td><td>the part's number on that line, from 1</td></tr>
 *   <tr><td>{@code lot}</td><td>the lot; empty if not set</td></tr>
 *   <tr><td>{@code shift}</td><td>the shift; empty if not set</td></tr>
 *   <tr><td>{@code product}</td><td>the recipe's product name</td></tr>
 *   <tr><td>{@code first_seen}</td><td>when the part's first frame was taken</td></tr>
 *   <tr><td>{@code inspected_at}</td><td>when it was judged</td></tr>
 *   <tr><td>{@code verdict}</td><td>PASS, FAIL, REVIEW or ERROR</td></tr>
 *   <tr><td>{@code defect_count}</td><td>number of defects that count against the part</td></tr>
 *   <tr><td>{@code defects}</td><td>each as {@code class confidence @ x1 y1 x2 y2} in source pixels,
 *       separated by {@code "; "}; {@code ;}, {@code @} and {@code \} in a class name are
 *       escaped by a {@code \}</td></tr>
 *   <tr><td>{@code error}</td><td>why it could not be judged; ERROR only</td></tr>
 *   <tr><td>{@code recipe}, {@code recipe_version}</td><td>the recipe that judged it</td></tr>
 *   <tr><td>{@code model}, {@code model_version}, {@code model_sha256}, {@code engine}</td><td>the
 *       network, and the engine that ran it</td></tr>
 *   <tr><td>{@code waiting_ms}, {@code preparing_ms}, {@code inferring_ms}, {@code decoding_ms},
 *       {@code total_ms}</td><td>durations, three decimals</td></tr>
 *   <tr><td>{@code origin}</td><td>the image's name at its source; may be empty</td></tr>
 *   <tr><td>{@code image}</td><td>the kept picture, relative to the image folder; may be
 *       empty</td></tr>
 *   <tr><td>{@code truth}</td><td>GOOD or DEFECTIVE if the source knows, else empty</td></tr>
 *   <tr><td>{@code truth_defects}</td><td>its true defects, as above without a confidence</td></tr>
 *   <tr><td>{@code recipe_sha256}</td><td>of the recipe's entire content; empty for parts
 *       recorded before it was stored</td></tr>
 * </table>
 *
 * <p>Text that a spreadsheet could take for a formula (its first character, blanks and quotes
 * aside, is one of {@code = + - @}, a tab or a line break) is prefixed with an apostrophe, and so
 * is text that starts with an apostrophe. This holds at the start of a cell and after each
 * semicolon, tab and line break in it, where spreadsheets of other separators begin a cell or a row
 * in spite of the quotes. Programs that read the file drop one apostrophe at each of these places.
 *
 * <p>No byte order mark by default: databases and scripts take it for part of the first column's
 * name, and Excel's <i>Data, From Text/CSV</i> recognises UTF-8 without it. {@link #forExcel()} is
 * for opening the file by double click in an Excel whose list separator is a comma; it needs the
 * mark to show letters like ö. Other Excels should use that dialog: a first line {@code sep=,}
 * would fix their columns, but not their numbers ({@code 12.345} is twelve thousand where the
 * decimal sign is a comma), and would be a spurious row to every other reader.
 *
 * <p>Stateless; safe for use by any thread.
 */
public final class CsvReport {
  /** The header row. */
  public static final List<String> HEADER =
      List.of(
          "inspection_id",
          "line",
          "serial",
          "lot",
          "shift",
          "product",
          "first_seen",
          "inspected_at",
          "verdict",
          "defect_count",
          "defects",
          "error",
          "recipe",
          "recipe_version",
          "model",
          "model_version",
          "model_sha256",
          "engine",
          "waiting_ms",
          "preparing_ms",
          "inferring_ms",
          "decoding_ms",
          "total_ms",
          "origin",
          "image",
          "truth",
          "truth_defects",
          "recipe_sha256");

  private static final int ROWS_PER_REPORT = 1_000;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Beyond what RFC 4180 requires: what separates cells elsewhere. */
  private static final QuoteStrategy OTHER_SEPARATORS =
      new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int column, String cell) {
          return cell.indexOf(';') >= 0 || cell.indexOf('\t') >= 0;
        }
      };

  private final String start;

  private CsvReport(String start) {
    this.start = start;
  }

  /** Returns the format for databases, scripts and import dialogs. */
  public static CsvReport plain() {
    return new CsvReport("");
  }

  /** As {@link #plain}, but starts with a byte order mark. */
  public static CsvReport forExcel() {
    return new CsvReport(BYTE_ORDER_MARK);
  }

  /**
   * Writes the header and the rows in order, in constant memory, and flushes. Closes neither the
   * rows nor the stream.
   *
   * @return the number of rows written, excluding the header
   * @throws IOException if {@code out} fails
   * @throws CancellationException if {@code progress} ends the export
   */
  public long write(Stream<Inspection> rows, OutputStream out, ExportProgress progress)
      throws IOException {
    long written = 0;
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write(start);
    CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.CRLF)
            .quoteStrategy(OTHER_SEPARATORS)
            .build(text);
    write(csv, HEADER.toArray(String[]::new));
    for (Iterator<Inspection> each = rows.iterator(); each.hasNext(); ) {
      write(csv, cells(each.next()));
      if (++written % ROWS_PER_REPORT == 0) {
        tell(progress, written);
      }
    }
    csv.flush();
    tell(progress, written);
    return written;
  }

  /**
   * Unwraps the unchecked exception FastCSV throws for a full disk when its own buffer fills up.
   */
  private static void write(CsvWriter csv, String[] cells) throws IOException {
    try {
      csv.writeRecord(cells);
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private static void tell(ExportProgress progress, long written) {
    if (!progress.goesOn(written)) {
      throw new CancellationException("The export was ended after " + written + " rows");
    }
  }

  private static String[] cells(Inspection inspection) {
    StageTimes times = inspection.times();
    return new String[] {
      inspection.id().toString(),
      CsvText.guarded(inspection.part().line()),
      Long.toString(inspection.part().serial()),
      CsvText.guarded(inspection.part().lot()),
      CsvText.guarded(inspection.shift()),
      CsvText.guarded(inspection.recipe().product()),
      CsvText.utc(inspection.part().firstSeen()),
      CsvText.utc(inspection.at()),
      inspection.verdict().name(),
      Integer.toString(inspection.defects().size()),
      CsvText.guarded(CsvText.defects(inspection.defects())),
      CsvText.guarded(inspection.error().orElse("")),
      CsvText.guarded(inspection.recipe().name()),
      Integer.toString(inspection.recipe().version()),
      CsvText.guarded(inspection.model().name()),
      CsvText.guarded(inspection.model().version()),
      CsvText.guarded(inspection.model().hash()),
      CsvText.guarded(inspection.model().engine()),
      CsvText.milliseconds(times.waiting()),
      CsvText.milliseconds(times.preparing()),
      CsvText.milliseconds(times.inferring()),
      CsvText.milliseconds(times.decoding()),
      CsvText.milliseconds(times.total()),
      CsvText.guarded(inspection.origin()),
      CsvText.guarded(inspection.image().orElse("")),
      inspection.truth().map(truth -> truth.defective() ? "DEFECTIVE" : "GOOD").orElse(""),
      CsvText.guarded(inspection.truth().map(GroundTruth::defects).map(CsvText::labels).orElse("")),
      CsvText.guarded(inspection.recipe().content().map(RecipeContent::sha256).orElse(""))
    };
  }
}
