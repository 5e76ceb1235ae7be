package io.sightline.report.validation;

import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Recipe;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The data, model, recipe and machine behind a report, as shown in its header.
 *
 * @param data the data set's folder and layout, for people
 * @param fingerprint SHA-256 over the pictures and labels to be judged
 * @param trainedOn whether its pictures were compared with the model's training pictures, and the
 *     result, for people
 * @param leftOut the number of pictures in the set that were not judged
 * @param setAside the number of further pictures in its folder that are not of the set
 * @param model the network
 * @param terms terms of use of the model; may be empty
 * @param recipe the recipe that judged
 * @param iou the overlap above which two found boxes of a class are merged; empty if none are
 * @param sightline the version of Sightline
 * @param machine its name and processor
 * @param at time of the report
 * @param warnings notes for the reader, one sentence each
 */
public record ReportSubject(
    String data,
    String fingerprint,
    String trainedOn,
    long leftOut,
    long setAside,
    ModelVersion model,
    String terms,
    Recipe recipe,
    OptionalDouble iou,
    String sightline,
    String machine,
    ZonedDateTime at,
    List<String> warnings) {
  public ReportSubject {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(trainedOn, "trainedOn");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(sightline, "sightline");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(at, "at");
    warnings = List.copyOf(warnings);
  }
}
