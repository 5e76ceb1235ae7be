package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FileEnding;
import io.sightline.capture.LabelLine;
import io.sightline.capture.LabelText;
import io.sightline.config.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * DeepPCB as published by its authors: {@code group20085/20085/20085291_test.jpg} with {@code
 * .._temp.jpg}, the defect-free template, next to it, and its defects in {@code
 * group20085/20085_not/20085291.txt}. If the folder holds a {@code test.txt}, only the pairs it
 * lists are judged: this is the split that published figures use. Without one, any other picture is
 * unlabelled.
 */
final class PublishedDeepPcb implements SetLayout {
  private static final long MOST_BYTES = 4L << 20;
  private static final String TEST = "_test";
  private static final String TEMPLATE = "_temp";

  @Override
  public Optional<LabelledSet> read(Path folder, List<Path> files, List<Path> pictures) {
    if (pictures.stream().noneMatch(each -> isTest(each) && Files.exists(labels(each)))) {
      return Optional.empty();
    }
    List<Path> lists = lists(files);
    Set<String> listed = listed(lists);
    Set<String> tests = new HashSet<>();
    Set<String> templates = new HashSet<>();
    List<LabelledPicture> labelled = new ArrayList<>();
    List<LabelledPicture> unlabelled = new ArrayList<>();
    List<LabelledPicture> leftOut = new ArrayList<>();
    Map<Path, Path> pictureOf = new HashMap<>();
    for (Path picture : pictures) {
      String name = SetLayout.name(folder, picture);
      String stem = SetLayout.stem(picture);
      if (!isTest(picture) && !stem.endsWith(TEMPLATE)) {
        (lists.isEmpty() ? unlabelled : leftOut).add(new LabelledPicture(picture, name, List.of()));
        continue;
      }
      String number = stem.substring(0, stem.lastIndexOf('_'));
      if (!lists.isEmpty() && !listed.contains(number)) {
        continue;
      }
      if (stem.endsWith(TEMPLATE)) {
        templates.add(number);
        labelled.add(new LabelledPicture(picture, name, List.of()));
      } else if (Files.exists(labels(picture))) {
        tests.add(number);
        SetLayout.pair(labels(picture), picture, pictureOf);
        labelled.add(
            new LabelledPicture(
                picture, name, StrictText.read(labels(picture), LabelText.DEEP_PCB)));
      } else {
        unlabelled.add(new LabelledPicture(picture, name, List.of()));
      }
    }
    if (!lists.isEmpty() && labelled.isEmpty() && unlabelled.isEmpty()) {
      throw new CaptureException(
          "%s lists none of the %,d pictures in %s: expected a line such as group20085/20085/20085291.jpg group20085/20085_not/20085291.txt for each"
              .formatted(lists.get(0), pictures.size(), folder));
    }
    return Optional.of(
        new LabelledSet(
                folder,
                "DeepPCB as published",
                LabelLine.DEEP_PCB,
                labelled,
                unlabelled,
                orphans(files, pictures, lists.isEmpty() ? each -> true : listed::contains),
                lists.isEmpty() ? List.of() : notes(lists, listed, tests, templates, leftOut))
            .withSetAside(pictures.size() - labelled.size() - unlabelled.size()));
  }

  /** Reports how much of the listed split is judged, and what is missing. */
  private static List<String> notes(
      List<Path> lists,
      Set<String> listed,
      Set<String> tests,
      Set<String> templates,
      List<LabelledPicture> leftOut) {
    List<String> notes = new ArrayList<>();
    String names = String.join(" and ", lists.stream().map(Path::toString).toList());
    notes.add("Only the %,d boards here that %s lists are judged".formatted(tests.size(), names));
    missing("labelled boards", listed, tests).ifPresent(notes::add);
    missing("defect-free templates", listed, templates).ifPresent(notes::add);
    if (!leftOut.isEmpty()) {
      notes.add(
          "%,d pictures that are neither boards nor templates are left out, the first is %s"
              .formatted(leftOut.size(), leftOut.get(0).name()));
    }
    return notes;
  }

  private static Optional<String> missing(String what, Set<String> listed, Set<String> here) {
    List<String> missing = listed.stream().filter(each -> !here.contains(each)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Of the %s of the %,d pairs listed %,d are not here, the first is %s: no published figure compares"
                .formatted(what, listed.size(), missing.size(), missing.get(0)));
  }

  /** Returns the judged split's label files whose picture is missing. */
  private static List<Path> orphans(
      List<Path> files, List<Path> pictures, Predicate<String> judged) {
    Set<Path> used = new HashSet<>();
    pictures.stream().filter(PublishedDeepPcb::isTest).forEach(each -> used.add(labels(each)));
    return files.stream()
        .filter(each -> FileEnding.is(each, ".txt"))
        .filter(each -> String.valueOf(each.resolveSibling(".").normalize()).endsWith("_not"))
        .filter(each -> judged.test(SetLayout.stem(each)))
        .filter(each -> !used.contains(each))
        .toList();
  }

  private static boolean isTest(Path picture) {
    return SetLayout.stem(picture).endsWith(TEST);
  }

  private static Path labels(Path test) {
    String stem = SetLayout.stem(test);
    String number = stem.substring(0, Math.max(0, stem.length() - TEST.length()));
    Path boards = test.resolveSibling(".").normalize();
    return FileEnding.existing(
        boards.resolveSibling(boards.getFileName() + "_not").resolve(number + ".txt"));
  }

  private static List<Path> lists(List<Path> files) {
    return files.stream()
        .filter(each -> String.valueOf(each.getFileName()).equals("test.txt"))
        .toList();
  }

  /** Returns the numbers in the test split. */
  private static Set<String> listed(List<Path> lists) {
    Set<String> numbers = new TreeSet<>();
    for (Path list : lists) {
      List<String> lines = lines(list);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          numbers.add(number(lines.get(i).strip().split("\\s+", 2)[0], list, i + 1));
        }
      }
    }
    return numbers;
  }

  private static List<String> lines(Path list) {
    try {
      return ForeignText.read(list, MOST_BYTES).lines().toList();
    } catch (IOException e) {
      throw new CaptureException(
          "Cannot read the list %s: %s; expected a pair of paths a line"
              .formatted(list, e.getMessage()),
          e);
    }
  }

  private static String number(String path, Path list, int line) {
    try {
      if (path.chars().anyMatch(Character::isISOControl)) {
        throw new InvalidPathException(path, "control characters");
      }
      return SetLayout.stem(Path.of(path));
    } catch (InvalidPathException e) {
      throw new CaptureException(
          "The list %s, line %d, is not understood: expected a pair of paths".formatted(list, line),
          e);
    }
  }
}
