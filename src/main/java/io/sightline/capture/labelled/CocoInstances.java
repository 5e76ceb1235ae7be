package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.labelled.TrueBox.Unit;
import io.sightline.config.ConfigException;
import io.sightline.config.ForeignJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One COCO instances file anywhere below the folder. A listed picture without annotations is a good
 * part; a picture that is not listed is unlabelled. Crowd regions are left out, with a note.
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
      if (String.valueOf(file.getFileName()).endsWith(".json")) {
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
        .map(one -> new Reading(folder, one.getKey(), one.getValue()).set(pictures, damaged));
  }

  /** Any other JSON may lie in a data set; what was to be a COCO file and is damaged is told. */
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

  /** Whether one of the lists of a COCO file is named near the file's beginning. */
  private static boolean speaksOfCoco(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LOOK), StandardCharsets.ISO_8859_1);
      return start.stripLeading().startsWith("{") && LIST.matcher(start).find();
    } catch (IOException e) {
      return false; // then it is not known to be one
    }
  }

  /** What of the file matters here; ids may be any numbers. */
  record Instances(
      @Nullable List<Image> images,
      @Nullable List<Annotation> annotations,
      @Nullable List<Category> categories) {}

  record Image(long id, @Nullable String fileName) {}

  record Annotation(
      long id, long imageId, long categoryId, @Nullable List<Double> bbox, int iscrowd) {}

  record Category(long id, @Nullable String name) {}

  /** One file being understood. */
  private record Reading(Path folder, Path file, Instances instances) {
    LabelledSet set(List<Path> pictures, List<String> others) {
      Map<Long, String> classes = new LinkedHashMap<>();
      for (Category each : or(instances.categories)) {
        classes.put(each.id, String.valueOf(each.name));
      }
      Map<Long, List<TrueBox>> boxes = new HashMap<>();
      or(instances.images).forEach(image -> boxes.put(image.id, new ArrayList<>()));
      int crowds = 0;
      for (Annotation each : or(instances.annotations)) {
        List<TrueBox> ofImage = boxes.get(each.imageId);
        if (ofImage == null) {
          throw wrong(each, "is of image " + each.imageId + ", which the file does not list");
        }
        if (each.iscrowd != 0) {
          crowds++;
        } else {
          ofImage.add(box(each, classes.get(each.categoryId)));
        }
      }
      List<String> notes = new ArrayList<>(others);
      if (crowds > 0) {
        notes.add("%,d crowd regions of %s are left out".formatted(crowds, file));
      }
      return labelled(pictures, boxes, new ArrayList<>(classes.values()), notes);
    }

    private LabelledSet labelled(
        List<Path> pictures,
        Map<Long, List<TrueBox>> boxes,
        List<String> classes,
        List<String> notes) {
      Map<String, List<Path>> byName = new HashMap<>();
      pictures.forEach(
          each ->
              byName
                  .computeIfAbsent(String.valueOf(each.getFileName()), n -> new ArrayList<>())
                  .add(each));
      List<LabelledPicture> labelled = new ArrayList<>();
      Set<Path> used = new HashSet<>();
      for (Image image : or(instances.images)) {
        Path picture = picture(image, byName);
        if (!used.add(picture)) {
          throw new CaptureException(
              "%s lists the picture %s twice".formatted(file, SetLayout.name(folder, picture)));
        }
        labelled.add(
            new LabelledPicture(
                picture, SetLayout.name(folder, picture), boxes.getOrDefault(image.id, List.of())));
      }
      List<LabelledPicture> unlabelled =
          pictures.stream()
              .filter(each -> !used.contains(each))
              .map(each -> new LabelledPicture(each, SetLayout.name(folder, each), List.of()))
              .toList();
      return new LabelledSet(folder, "COCO", classes, labelled, unlabelled, List.of(), notes);
    }

    /** The picture of that name, or where it is missing its expected place, to be told of later. */
    private Path picture(Image image, Map<String, List<Path>> byName) {
      Path said;
      try {
        said = Path.of(String.valueOf(image.fileName).replace('\\', '/'));
      } catch (InvalidPathException e) {
        throw new CaptureException(
            "%s names the picture %s, which can be no path".formatted(file, e.getInput()), e);
      }
      List<Path> candidates =
          byName.getOrDefault(String.valueOf(said.getFileName()), List.of()).stream()
              .filter(each -> each.endsWith(said))
              .toList();
      if (candidates.size() > 1) {
        throw new CaptureException(
            "%s names the picture %s, of which there are %d in %s"
                .formatted(file, said, candidates.size(), folder));
      }
      Path expected = candidates.isEmpty() ? folder.resolve(said).normalize() : candidates.get(0);
      if (!expected.startsWith(folder)) {
        throw new CaptureException(
            "%s names the picture %s, which is not in %s".formatted(file, said, folder));
      }
      return expected;
    }

    private TrueBox box(Annotation each, @Nullable String className) {
      if (className == null) {
        throw wrong(each, "is of category " + each.categoryId + ", which the file does not list");
      }
      List<Double> box = each.bbox;
      if (box == null
          || box.size() != 4
          || box.stream().anyMatch(Objects::isNull)
          || !(box.get(2) > 0 && box.get(3) > 0)) {
        throw wrong(each, "has no box: expected bbox [x, y, width, height]");
      }
      try {
        return new TrueBox(
            className,
            box.get(0),
            box.get(1),
            box.get(0) + box.get(2),
            box.get(1) + box.get(3),
            Unit.PIXELS,
            "The annotation %d in %s".formatted(each.id, file));
      } catch (IllegalArgumentException e) {
        throw wrong(each, "has a box that is none: " + e.getMessage());
      }
    }

    private CaptureException wrong(Annotation each, String why) {
      return new CaptureException("The annotation %d in %s %s".formatted(each.id, file, why));
    }

    private static <T> List<T> or(@Nullable List<T> list) {
      return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
  }
}
