package io.sightline.app.validation;

import io.sightline.app.command.Said;
import io.sightline.app.validation.Validation.Results;
import io.sightline.capture.labelled.LabelledPicture;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.capture.labelled.SameBytes;
import io.sightline.capture.labelled.SameBytes.Pair;
import io.sightline.image.Disturbance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes on a set for the reader of its figures, one sentence each. */
final class ValidationWarnings {
  private ValidationWarnings() {}

  /**
   * The comparison of a set with its model's training pictures.
   *
   * @param folder the training pictures; empty if not given
   * @param pictures the number of the set's pictures compared
   * @param same those identical to a training file
   */
  record Training(Optional<Path> folder, int pictures, List<Pair> same) {
    /**
     * Compares the set with the folder, if given.
     *
     * @throws io.sightline.capture.CaptureException if there is no such folder, or no picture in it
     */
    static Training compared(LabelledSet set, Optional<Path> folder) {
      List<Path> files = files(set);
      return new Training(
          folder,
          files.size(),
          folder.map(each -> SameBytes.alsoIn(each, files)).orElse(List.of()));
    }

    /** Returns text for a report's header. */
    String text() {
      return folder
          .map(
              each ->
                  same.isEmpty()
                      ? Said.of(
                          "compared with %s: none of the %,d pictures is the same file",
                          each, pictures)
                      : Said.of(
                          "compared with %s: %,d of the %,d pictures are the same files",
                          each, same.size(), pictures))
          .orElse("not compared");
    }
  }

  /** Returns the notes known before anything is judged. */
  static List<String> before(LabelledSet set, Training training) {
    List<String> all = new ArrayList<>(set.notes());
    if (!set.unlabelled().isEmpty()) {
      all.add(
          Said.of(
              "%,d pictures have no labels and are not judged, the first is %s; give a good part an empty label file, or say --unlabelled good",
              set.unlabelled().size(), set.unlabelled().get(0).name()));
    }
    if (!set.orphans().isEmpty()) {
      all.add(
          Said.of(
              "%,d label files have no picture and are ignored, the first is %s; check whether pictures are missing",
              set.orphans().size(), set.orphans().get(0)));
    }
    List<Path> files = files(set);
    repeated(
            "In the set twice, and counted twice: %,d of the %,d pictures; for example, %s is the same file as %s",
            files.size(), SameBytes.within(files))
        .ifPresent(all::add);
    repeated(
            "Also in the training set, so that the figures are too good: %,d of the %,d pictures; for example, %s is the same file as %s",
            training.pictures(), training.same())
        .ifPresent(all::add);
    return all;
  }

  /** Returns the notes that only arose while judging. */
  static List<String> after(SetFaults faults) {
    List<String> all = new ArrayList<>();
    if (!faults.otherSizes().isEmpty()) {
      all.add(
          Said.of(
              "%,d pictures have another size than their labels say, the first: %s; were they scaled after labelling?",
              faults.otherSizes().size(), faults.otherSizes().get(0)));
    }
    if (!faults.unfit().isEmpty()) {
      all.add(
          "%,d pictures have a size that the recipe is not made for, the first is %s: a line stops when its first picture has such a size"
              .formatted(faults.unfit().size(), faults.unfit().get(0)));
    }
    if (!faults.plain().isEmpty()) {
      all.add(
          Said.of(
              "%,d pictures show almost nothing, and not enough is found in them to fail them: they are ERROR, as on a line, and count as not passed; the first is %s. If good parts look like this, set \"minimumContrast\" to 0 in the recipe",
              faults.plain().size(), faults.plain().get(0)));
    }
    if (!faults.unanswered().isEmpty()) {
      all.add(
          Said.of(
              "%,d pictures got no answer from the network, which answers on others: they are ERROR and count as not passed; the first is %s (%s)",
              faults.unanswered().size(),
              faults.unanswered().get(0),
              faults.firstFailure().orElse("no reason is known")));
    }
    if (!faults.tooLong().isEmpty()) {
      all.add(
          Said.of(
              "%,d pictures are longer than %,d pixels, too long to be disturbed, and are left out of the robustness; the first is %s",
              faults.tooLong().size(), Disturbance.LONGEST_SIDE, faults.tooLong().get(0)));
    }
    if (faults.clipped() > 0) {
      all.add(
          Said.of(
              "%,d labels reach over the edge of their picture and were cut off there",
              faults.clipped()));
    }
    if (!faults.outside().isEmpty()) {
      all.add(
          Said.of(
              "%,d labels lie wholly outside their picture and were left out; the first: %s",
              faults.outside().size(), faults.outside().get(0).replaceFirst(",$", "")));
    }
    if (!faults.withoutTruth().isEmpty()) {
      all.add(
          Said.of(
              "%,d pictures were not judged because all their labels lie outside the picture",
              faults.withoutTruth().size()));
    }
    if (!faults.refusals().isEmpty()) {
      all.add(
          Said.of(
              "%,d pictures could not be read and were not judged; the first: %s",
              faults.refusals().size(), faults.refusals().get(0)));
    }
    return all;
  }

  /** Returns why rates have no value; empty if both have one. */
  static List<String> notMeasurable(Results results) {
    List<String> all = new ArrayList<>();
    if (!results.figures().escapes().measurable()) {
      all.add("The escape rate is not measurable: there is no bad part in the set");
    }
    if (!results.figures().overkill().measurable()) {
      all.add("The overkill rate is not measurable: there is no good part in the set");
    }
    return all;
  }

  private static List<Path> files(LabelledSet set) {
    return set.pictures().stream().map(LabelledPicture::file).toList();
  }

  private static Optional<String> repeated(String sentence, int of, List<Pair> pairs) {
    return pairs.stream()
        .findFirst()
        .map(pair -> Said.of(sentence, pairs.size(), of, pair.file(), pair.original()));
  }
}
