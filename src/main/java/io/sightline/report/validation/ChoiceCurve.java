package io.sightline.report.validation;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.sightline.report.validation.ChosenLimits.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The curve by which limits were chosen, as a table stored beside the recipe that holds them. It
 * documents what other limits would have cost.
 */
public final class ChoiceCurve {
  private ChoiceCurve() {}

  /**
   * Returns CSV (RFC 4180). The rows: {@code chosen}, on the set itself; {@code other half}, limits
   * chosen on one half and counted on the other, without limits of its own; then {@code curve}, all
   * limits moved together from the mildest to the strictest. One column {@code failFrom CLASS} per
   * class; rates from 0 to 1.
   */
  public static String csv(ChosenLimits chosen) {
    List<String> header =
        new ArrayList<>(
            List.of(
                "row",
                "escapes",
                "bad_parts",
                "overkill",
                "good_parts",
                "escape_rate",
                "overkill_rate"));
    chosen.limits().keySet().forEach(name -> header.add("failFrom " + name));
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(header);
      row(csv, "chosen", chosen.onThisSet(), chosen, chosen.limits());
      row(csv, "other half", chosen.onOtherHalf(), chosen, Map.of());
      chosen.curve().forEach(each -> row(csv, "curve", each.outcome(), chosen, each.limits()));
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory was not written", e);
    }
    return text.toString();
  }

  private static void row(
      CsvWriter csv,
      String name,
      Outcome outcome,
      ChosenLimits chosen,
      Map<String, Double> limits) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(String.valueOf(outcome.escapes().count()));
    cells.add(String.valueOf(outcome.escapes().of()));
    cells.add(String.valueOf(outcome.overkill().count()));
    cells.add(String.valueOf(outcome.overkill().of()));
    cells.add(number(outcome.escapes().value().orElseThrow()));
    cells.add(number(outcome.overkill().value().orElseThrow()));
    for (String each : chosen.limits().keySet()) {
      cells.add(limits.containsKey(each) ? number(limits.getOrDefault(each, 1.0)) : "");
    }
    csv.writeRecord(cells);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
