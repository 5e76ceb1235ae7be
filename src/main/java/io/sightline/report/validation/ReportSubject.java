package io.sightline.report.validation;

import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Recipe;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;

/**
 * What was judged by what, as a report's head says it.
 *
 * @param data the data set's folder and layout, for people
 * @param fingerprint SHA-256 over the pictures and labels that were to be judged
 * @param trainedOn whether its pictures were compared with those that the model was trained on, and
 *     what came of it, for people
 * @param leftOut how many pictures of the set were not judged
 * @param model the network
 * @param terms under which the model may be used; may be empty
 * @param recipe what decided
 * @param iou the overlap above which two found boxes of a class are one
 * @param sightline the version of Sightline
 * @param machine its name and processor
 * @param at when
 * @param warnings what its reader should know, one sentence each
 */
public record ReportSubject(
    String data,
    String fingerprint,
    String trainedOn,
    long leftOut,
    ModelVersion model,
    String terms,
    Recipe recipe,
    double iou,
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
