package io.sightline.app.validation;

import io.sightline.app.command.RecipeChoice;
import io.sightline.app.command.Version;
import io.sightline.app.validation.Validation.Results;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.ImageException;
import io.sightline.image.PictureEncoder;
import io.sightline.image.PictureFile;
import io.sightline.report.validation.CasePlate;
import io.sightline.report.validation.ChosenLimits;
import io.sightline.report.validation.JudgedPicture;
import io.sightline.report.validation.ReportSubject;
import io.sightline.report.validation.ValidationPage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Assembles a validation's page: the figures, and the worst cases' pictures, read again. */
final class ValidationReport {
  private static final int PLATE_SIDE = 1280;
  private static final int PLATE_QUALITY = 85;

  private ValidationReport() {}

  /**
   * Returns the page, including the chosen limits if any.
   *
   * @param trainedOn as {@link ReportSubject#trainedOn()}
   */
  static String page(
      LabelledSet set,
      String trainedOn,
      RecipeChoice choice,
      Results results,
      Optional<ChosenLimits> chosen,
      List<String> warnings) {
    Machine machine = Machine.here();
    ReportSubject subject =
        new ReportSubject(
            "%s (%s)".formatted(set.folder(), set.layout()),
            results.fingerprint(),
            trainedOn,
            results.leftOut(set),
            set.setAside(),
            results.model(),
            choice.bundle().terms(),
            choice.recipe(),
            results.merges()
                ? OptionalDouble.of(choice.bundle().recommended().iou())
                : OptionalDouble.empty(),
            Version.ofSightline(),
            machine.host() + ", " + machine.processor(),
            ZonedDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES),
            warnings);
    Map<String, Path> files = new HashMap<>();
    set.pictures().forEach(each -> files.put(each.name(), each.file()));
    try (FramePool pool = new FramePool();
        PictureEncoder encoder = PictureEncoder.jpeg(PLATE_QUALITY)) {
      return ValidationPage.of(
          subject,
          results.figures(),
          plates(results.worst().escapes(), files, pool, encoder),
          plates(results.worst().falseCalls(), files, pool, encoder),
          results.robustness(),
          chosen);
    }
  }

  private static List<CasePlate> plates(
      List<JudgedPicture> cases, Map<String, Path> files, FramePool pool, PictureEncoder encoder) {
    return cases.stream()
        .map(each -> new CasePlate(each, jpeg(files.get(each.name()), pool, encoder)))
        .toList();
  }

  private static String jpeg(@Nullable Path file, FramePool pool, PictureEncoder encoder) {
    if (file == null) {
      return "";
    }
    try (Frame frame = PictureFile.read(file, pool)) {
      ByteBuffer encoded = encoder.encode(frame, PLATE_SIDE);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return Base64.getEncoder().encodeToString(bytes);
    } catch (ImageException e) {
      return ""; // gone since it was judged: the boxes are drawn without it
    }
  }
}
