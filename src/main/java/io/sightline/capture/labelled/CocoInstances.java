package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FileEnding;
import io.sightline.config.ConfigException;
import io.sightline.config.ForeignJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One COCO instances file anywhere below the folder. A listed picture without annotations is a good
 * part; a picture that is not listed is unlabelled. As in COCO's evaluation, detections in a crowd
 * region are neither right nor wrong; a picture with such a region shows a bad part.
 */
final class CocoInstances implements SetLayout {
  private static final int LOOK = 1 << 20;
  private static final Pattern LIST =
      Pattern.compile("\"(?:images|annotations|categories)\"\\s*:\\s*\\[");

  private final ForeignJson json = new ForeignJson();

  @Override
  public Optional<LabelledSet> read(Path folder, List<Path> files, List<Path> pictures) {
    Map<Path, Instances> found = new LinkedHashMap<>();
    List<String> damaged = new ArrayList<>();
    for (Path file : files) {
      if (FileEnding.is(file, ".json")) {
        instances(file, damaged).ifPresent(each -> found.put(file, each));
      }
    }
    if (found.isEmpty() && !damaged.isEmpty()) {
      throw new CaptureException(damaged.get(0));
    }
    if (found.size() > 1) {
      throw new CaptureException(
          "There are several COCO files in %s (%s): keep the one to judge by"
              .formatted(
                  folder,
                  String.join(
                      ", ", found.keySet().stream().map(f -> SetLayout.name(folder, f)).toList())));
    }
    return found.entrySet().stream()
        .findFirst()
        .map(one -> CocoReading.set(folder, one.getKey(), one.getValue(), pictures, damaged));
  }

  /** A data set may contain other JSON files; only damaged ones meant as COCO are reported. */
  private Optional<Instances> instances(Path file, List<String> damaged) {
    try {
      Instances read = json.read(file, Instances.class);
      return read.images == null || read.annotations == null || read.categories == null
          ? Optional.empty()
          : Optional.of(read);
    } catch (ConfigException e) {
      if (speaksOfCoco(file)) {
        damaged.add("The COCO file " + e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** Returns whether one of a COCO file's lists is named near the beginning of the file. */
  private static boolean speaksOfCoco(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LOOK), StandardCharsets.ISO_8859_1);
      return start.stripLeading().startsWith("{") && LIST.matcher(start).find();
    } catch (IOException e) {
      return false; // an unreadable file is not taken for one
    }
  }

  /** The relevant content of the file; ids may be any numbers. */
  record Instances(
      @Nullable List<Image> images,
      @Nullable List<Annotation> annotations,
      @Nullable List<Category> categories) {}

  record Image(
      @Nullable Long id,
      @Nullable String fileName,
      @Nullable Object width,
      @Nullable Object height) {}

  /** Some tools write {@code iscrowd} as a number, others as true or false. */
  record Annotation(
      @Nullable Long id,
      @Nullable Long imageId,
      @Nullable Long categoryId,
      @Nullable List<Double> bbox,
      @Nullable Object iscrowd) {}

  record Category(@Nullable Long id, @Nullable String name) {}
}
