package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.TrueBox;
import io.sightline.capture.TrueBox.Unit;
import io.sightline.capture.labelled.CocoInstances.Annotation;
import io.sightline.capture.labelled.CocoInstances.Category;
import io.sightline.capture.labelled.CocoInstances.Image;
import io.sightline.capture.labelled.CocoInstances.Instances;
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
import org.jspecify.annotations.Nullable;

/**
 * Interprets one COCO file. Ids tie a box to its picture and class: a missing or duplicate id would
 * silently attach it to another, so it is rejected.
 */
final class CocoReading {
  private final Path folder;
  private final Path file;
  private final Map<Long, Image> images = new LinkedHashMap<>();
  private final Map<Long, String> classes = new LinkedHashMap<>();
  private final Map<Long, List<TrueBox>> boxes = new HashMap<>();
  private final Map<Long, List<TrueBox>> crowds = new HashMap<>();

  private CocoReading(Path folder, Path file, Instances instances) {
    this.folder = folder;
    this.file = file;
    present(instances.images()).forEach(this::take);
    present(instances.categories()).forEach(this::take);
    List<Annotation> annotations = present(instances.annotations());
    for (int i = 0; i < annotations.size(); i++) {
      Annotation each = annotations.get(i);
      take(each, each.id() == null ? "number %,d (from 1)".formatted(i + 1) : "" + each.id());
    }
  }

  /**
   * Returns the set that a file describes.
   *
   * @param notes what to report about other files
   */
  static LabelledSet set(
      Path folder, Path file, Instances instances, List<Path> pictures, List<String> notes) {
    return new CocoReading(folder, file, instances).set(pictures, notes);
  }

  private static <T> List<T> present(@Nullable List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }

  private void take(Image image) {
    Long id = image.id();
    if (id == null) {
      throw new CaptureException(
          "The image \"%s\" in %s has no id: each needs a number of its own"
              .formatted(image.fileName(), file));
    }
    Image other = images.put(id, image);
    if (other != null) {
      throw new CaptureException(
          "The images \"%s\" and \"%s\" in %s have one id, %d: each needs a number of its own"
              .formatted(other.fileName(), image.fileName(), file, id));
    }
    boxes.put(id, new ArrayList<>());
  }

  private void take(Category category) {
    Long id = category.id();
    String name = category.name();
    if (id == null) {
      throw new CaptureException(
          "The category \"%s\" in %s has no id: each needs a number of its own"
              .formatted(name, file));
    }
    if (name == null || name.isBlank()) {
      throw new CaptureException(
          "The category %d in %s has no name: say what it is called".formatted(id, file));
    }
    String other = classes.put(id, name);
    if (other != null) {
      throw new CaptureException(
          "The categories \"%s\" and \"%s\" in %s have one id, %d: each needs a number of its own"
              .formatted(other, name, file, id));
    }
  }

  private void take(Annotation each, String called) {
    Long image = each.imageId();
    Long category = each.categoryId();
    if (image == null || category == null) {
      throw wrong(
          called,
          image == null
              ? "has no image_id: it is not known which picture it is of"
              : "has no category_id: it is not known of which class it is");
    }
    List<TrueBox> ofImage = boxes.get(image);
    if (ofImage == null) {
      throw wrong(called, "is of image " + image + ", which the file does not list");
    }
    String className = classes.get(category);
    if (className == null) {
      throw wrong(called, "is of category " + category + ", which the file does not list");
    }
    boolean crowd = crowd(each, called);
    (crowd ? crowds.computeIfAbsent(image, id -> new ArrayList<>()) : ofImage)
        .add(box(each, called, className));
  }

  private boolean crowd(Annotation each, String called) {
    Object said = each.iscrowd();
    if (said == null || said instanceof Boolean) {
      return Boolean.TRUE.equals(said);
    }
    if (said instanceof Number number) {
      return number.doubleValue() != 0;
    }
    throw wrong(called, "has an iscrowd that is neither 0 nor 1");
  }

  private TrueBox box(Annotation each, String called, String className) {
    List<Double> box = each.bbox();
    if (box == null
        || box.size() != 4
        || box.stream().anyMatch(Objects::isNull)
        || !(box.get(2) > 0 && box.get(3) > 0)) {
      throw wrong(called, "has no box: expected bbox [x, y, width, height]");
    }
    try {
      return new TrueBox(
          className,
          box.get(0),
          box.get(1),
          box.get(0) + box.get(2),
          box.get(1) + box.get(3),
          Unit.PIXELS,
          "The annotation %s in %s".formatted(called, file));
    } catch (IllegalArgumentException e) {
      throw wrong(called, "has a box that is none: " + e.getMessage());
    }
  }

  private CaptureException wrong(String called, String why) {
    return new CaptureException("The annotation %s in %s %s".formatted(called, file, why));
  }

  private LabelledSet set(List<Path> pictures, List<String> others) {
    Map<String, List<Path>> byName = new HashMap<>();
    for (Path each : pictures) {
      byName.computeIfAbsent(String.valueOf(each.getFileName()), n -> new ArrayList<>()).add(each);
    }
    List<LabelledPicture> labelled = new ArrayList<>();
    Set<Path> used = new HashSet<>();
    images.forEach(
        (id, image) -> {
          Path picture = picture(id, image, byName);
          String name = SetLayout.name(folder, picture);
          if (!used.add(picture)) {
            throw new CaptureException("%s lists the picture %s twice".formatted(file, name));
          }
          labelled.add(
              new LabelledPicture(
                  picture,
                  name,
                  boxes.getOrDefault(id, List.of()),
                  crowds.getOrDefault(id, List.of()),
                  extent(image)));
        });
    List<LabelledPicture> unlabelled =
        pictures.stream()
            .filter(each -> !used.contains(each))
            .map(each -> new LabelledPicture(each, SetLayout.name(folder, each), List.of()))
            .toList();
    List<String> notes = new ArrayList<>(others);
    int regions = crowds.values().stream().mapToInt(List::size).sum();
    if (regions > 0) {
      notes.add(
          "%,d annotations of %s are crowd regions, as some tools export all masks: what is found in them is neither right nor wrong"
              .formatted(regions, file));
    }
    return new LabelledSet(
        folder, "COCO", List.copyOf(classes.values()), labelled, unlabelled, List.of(), notes);
  }

  private static Optional<PictureExtent> extent(Image image) {
    return image.width() instanceof Number width && image.height() instanceof Number height
        ? PictureExtent.said(width.doubleValue(), height.doubleValue())
        : Optional.empty();
  }

  /**
   * Returns those of several pictures that are meant: a name is relative to the folder of the file
   * or to one above it, or to {@code images} there; all if that holds for none.
   */
  private List<Path> nearest(List<Path> several, Path said) {
    for (Path up = file.getParent(); up != null && up.startsWith(folder); up = up.getParent()) {
      List<Path> meant = List.of(up.resolve(said), up.resolve("images").resolve(said));
      List<Path> here = several.stream().filter(meant::contains).toList();
      if (!here.isEmpty()) {
        return here;
      }
    }
    return several;
  }

  /**
   * Returns the picture with that name; if it is missing, its expected path, to be reported later.
   */
  private Path picture(long id, Image image, Map<String, List<Path>> byName) {
    String name = image.fileName();
    if (name == null || name.isBlank()) {
      throw new CaptureException(
          "The image %d in %s has no file_name: say which picture it is".formatted(id, file));
    }
    Path said;
    try {
      said = Path.of(name.replace('\\', '/')).normalize();
    } catch (InvalidPathException e) {
      throw new CaptureException(
          "%s names the picture %s, which can be no path".formatted(file, e.getInput()), e);
    }
    List<Path> named =
        byName.getOrDefault(String.valueOf(said.getFileName()), List.of()).stream()
            .filter(each -> each.endsWith(said))
            .toList();
    List<Path> candidates = named.size() > 1 ? nearest(named, said) : named;
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
}
