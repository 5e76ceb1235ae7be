package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.ClassNames;
import io.sightline.capture.LabelLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Text files in a folder beside the pictures': {@code labels/a.txt} for {@code images/a.jpg} (YOLO)
 * or {@code annotations/a.txt} (DeepPCB, where all of {@code templates} are good parts). An empty
 * file is a good part. A picture without a file is unlabelled: YOLO's training takes it for a good
 * part, but a lost file would then pass for an escape's truth, and the figures would say so.
 */
final class BesideImages implements SetLayout {

  @Override
  public Optional<LabelledSet> read(Path folder, List<Path> files, List<Path> pictures) {
    Map<Path, Optional<Beside>> roots = new HashMap<>();
    List<LabelledPicture> labelled = new ArrayList<>();
    List<LabelledPicture> unlabelled = new ArrayList<>();
    Set<String> layouts = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    Set<Path> wanted = new HashSet<>();
    Map<Path, Path> pictureOf = new HashMap<>();
    for (Path picture : pictures) {
      String name = SetLayout.name(folder, picture);
      Optional<Path> home = home(picture);
      Optional<Beside> beside =
          home.flatMap(images -> roots.computeIfAbsent(images.resolveSibling("."), Beside::of));
      if (home.isEmpty() || beside.isEmpty()) {
        unlabelled.add(new LabelledPicture(picture, name, List.of()));
        continue;
      }
      layouts.add(beside.get().deepPcb ? "DeepPCB" : "YOLO");
      names.addAll(beside.get().classes());
      wanted.add(beside.get().file(home.get(), picture));
      Optional<List<TrueBox>> boxes = beside.get().boxes(home.get(), picture);
      if (boxes.isPresent() && !beside.get().template(home.get())) {
        SetLayout.pair(beside.get().file(home.get(), picture), picture, pictureOf);
      }
      if (boxes.isPresent()) {
        labelled.add(new LabelledPicture(picture, name, boxes.get()));
      } else {
        unlabelled.add(new LabelledPicture(picture, name, List.of()));
      }
    }
    List<Path> orphans =
        files.stream()
            .filter(
                file ->
                    roots.values().stream().flatMap(Optional::stream).anyMatch(b -> b.labels(file)))
            .filter(file -> !wanted.contains(file))
            .toList();
    return layouts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LabelledSet(
                folder,
                String.join(" and ", layouts),
                List.copyOf(names),
                labelled,
                unlabelled,
                orphans,
                SplitNames.note(labelled).stream().toList()));
  }

  /** The nearest {@code images} or {@code templates} that the picture lies in. */
  private static Optional<Path> home(Path picture) {
    for (Path up = picture.getParent(); up != null; up = up.getParent()) {
      String name = String.valueOf(up.getFileName());
      if (up.getParent() != null && (name.equals("images") || name.equals("templates"))) {
        return Optional.of(up);
      }
    }
    return Optional.empty();
  }

  /** The label folder beside an {@code images}. */
  private record Beside(Path folder, boolean deepPcb, ClassNames names) {
    static Optional<Beside> of(Path root) {
      Path clean = root.normalize();
      Path annotations = clean.resolve("annotations");
      if (Files.isDirectory(annotations) && holdsText(annotations)) {
        return Optional.of(new Beside(annotations, true, ClassNames.none()));
      }
      Path labels = clean.resolve("labels");
      return Files.isDirectory(labels)
          ? Optional.of(new Beside(labels, false, ClassNames.of(clean)))
          : Optional.empty();
    }

    /** COCO keeps its JSON in a folder of the same name. */
    private static boolean holdsText(Path annotations) {
      try (var entries = Files.list(annotations)) {
        return entries.anyMatch(entry -> entry.toString().endsWith(".txt"));
      } catch (IOException e) {
        throw new CaptureException("Cannot list the folder " + annotations, e);
      }
    }

    List<String> classes() {
      return deepPcb
          ? LabelLine.DEEP_PCB
          : names.names().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(Map.Entry::getValue)
              .toList();
    }

    boolean template(Path home) {
      return String.valueOf(home.getFileName()).equals("templates");
    }

    /** Where a picture's labels are looked for. */
    Path file(Path home, Path picture) {
      Path inside = home.relativize(picture);
      return folder.resolve(inside).resolveSibling(SetLayout.stem(picture) + ".txt");
    }

    /** Whether this is a label file of the folder; labelling tools keep their class list there. */
    boolean labels(Path file) {
      String name = String.valueOf(file.getFileName());
      return file.startsWith(folder) && name.endsWith(".txt") && !name.equals("classes.txt");
    }

    Optional<List<TrueBox>> boxes(Path home, Path picture) {
      if (template(home)) {
        return deepPcb ? Optional.of(List.of()) : Optional.empty();
      }
      Path file = file(home, picture);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      return Optional.of(deepPcb ? LabelText.deepPcb(file) : LabelText.yolo(file, names));
    }
  }
}
