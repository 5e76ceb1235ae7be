package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.ClassNames;
import io.sightline.capture.LabelHome;
import io.sightline.capture.LabelLine;
import io.sightline.capture.LabelText;
import io.sightline.capture.TrueBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Text files ({@link LabelHome}) in a folder next to the pictures' folder, as in YOLO and DeepPCB,
 * or among the pictures, as in Darknet, LabelImg and CVAT's "YOLO 1.1". An empty file is a good
 * part. A picture without a file is unlabelled: YOLO's training takes it for a good part, but then
 * a lost file would turn a bad part into a good one and distort the figures.
 */
final class TextFiles implements SetLayout {
  private final Function<Path, Optional<Path>> place;
  private final BiFunction<Path, Path, Optional<LabelHome>> homeOf;

  /**
   * @param place finds a picture's place, at which its labels are looked for
   * @param homeOf finds the labels, given the set's folder and the place
   */
  private TextFiles(
      Function<Path, Optional<Path>> place, BiFunction<Path, Path, Optional<LabelHome>> homeOf) {
    this.place = place;
    this.homeOf = homeOf;
  }

  /** Finds {@code labels} or {@code annotations} next to {@code images}. */
  static TextFiles besideImages() {
    return new TextFiles(LabelHome::above, (set, images) -> LabelHome.of(images, ClassNames::of));
  }

  /** Finds {@code a.txt} next to {@code a.jpg}. */
  static TextFiles amongPictures() {
    return new TextFiles(
        picture -> Optional.of(picture.resolveSibling(".").normalize()),
        (set, pictures) -> LabelHome.among(pictures, set, ClassNames::of));
  }

  @Override
  public Optional<LabelledSet> read(Path folder, List<Path> files, List<Path> pictures) {
    Map<Path, Optional<LabelHome>> homes = new LinkedHashMap<>();
    List<LabelledPicture> labelled = new ArrayList<>();
    List<LabelledPicture> unlabelled = new ArrayList<>();
    Set<String> layouts = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    Map<Path, String> boards = new LinkedHashMap<>();
    Map<Path, String> templates = new LinkedHashMap<>();
    Map<Path, Path> pictureOf = new HashMap<>();
    for (Path picture : pictures) {
      String name = SetLayout.name(folder, picture);
      Optional<LabelHome> home =
          place
              .apply(picture)
              .flatMap(where -> homes.computeIfAbsent(where, at -> homeOf.apply(folder, at)));
      if (home.isEmpty()) {
        unlabelled.add(new LabelledPicture(picture, name, List.of()));
        continue;
      }
      layouts.add(home.get().text().layout());
      names.addAll(classes(home.get().text()));
      (home.get().templates() ? templates : boards).put(home.get().file(picture), name);
      Optional<List<TrueBox>> boxes = boxes(home.get(), picture);
      if (boxes.isPresent() && !home.get().templates()) {
        SetLayout.pair(home.get().file(picture), picture, pictureOf);
      }
      if (boxes.isPresent()) {
        labelled.add(new LabelledPicture(picture, name, boxes.get()));
      } else {
        unlabelled.add(new LabelledPicture(picture, name, List.of()));
      }
    }
    if (!labelled.isEmpty()) {
      refuseOthersBeside(folder, unlabelled, homes.values());
    }
    List<Path> orphans =
        files.stream()
            .filter(
                file ->
                    homes.values().stream().flatMap(Optional::stream).anyMatch(h -> h.labels(file)))
            .filter(file -> !boards.containsKey(file))
            .toList();
    List<String> notes = new ArrayList<>();
    if (!labelled.isEmpty()) {
      PictureLists.ofYolo(folder, files, pictures).ifPresent(notes::add);
    }
    if (layouts.contains(LabelText.DEEP_PCB.layout()) && !templates.isEmpty()) {
      unpaired("boards", boards, "defect-free template", templates).ifPresent(notes::add);
      unpaired("defect-free templates", templates, "board", boards).ifPresent(notes::add);
    }
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
                notes));
  }

  /**
   * Refuses labels beside pictures that have none in the folder for them: whichever of the two were
   * read, those in the other place would be passed over, and bad parts then be taken for good ones.
   */
  private static void refuseOthersBeside(
      Path folder, List<LabelledPicture> unlabelled, Collection<Optional<LabelHome>> read) {
    Map<Path, Optional<LabelHome>> homes = new HashMap<>();
    Predicate<Path> labelledBeside =
        picture ->
            homes
                .computeIfAbsent(
                    picture.resolveSibling(".").normalize(),
                    at -> LabelHome.among(at, folder, any -> ClassNames.none()))
                .filter(home -> home.labels(home.file(picture)))
                .isPresent();
    Optional<LabelledPicture> other =
        unlabelled.stream().filter(each -> labelledBeside.test(each.file())).findFirst();
    if (other.isPresent()) {
      Path labels = read.stream().flatMap(Optional::stream).findFirst().orElseThrow().labels();
      throw new CaptureException(
          "The labels of %s are in two places: in %s, and beside pictures such as %s; move all label files to one place"
              .formatted(folder, SetLayout.name(folder, labels), other.get().name()));
    }
  }

  /**
   * Reports pictures without a partner. A template whose board was lost together with its labels
   * leaves one good part too many and one bad part too few.
   */
  private static Optional<String> unpaired(
      String what, Map<Path, String> these, String other, Map<Path, String> others) {
    List<String> alone =
        these.entrySet().stream()
            .filter(each -> !others.containsKey(each.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return alone.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%,d of the %,d %s have no %s, the first is %s: were pictures lost?"
                .formatted(alone.size(), these.size(), what, other, alone.get(0)));
  }

  private static List<String> classes(LabelText text) {
    return text.deepPcb()
        ? LabelLine.DEEP_PCB
        : text.names().names().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList();
  }

  private static Optional<List<TrueBox>> boxes(LabelHome home, Path picture) {
    if (home.templates()) {
      return home.text().deepPcb() ? Optional.of(List.of()) : Optional.empty();
    }
    Path file = home.file(picture);
    return Files.exists(file) ? Optional.of(StrictText.read(file, home.text())) : Optional.empty();
  }
}
