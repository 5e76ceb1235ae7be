package io.sightline.capture.labelled;

import io.sightline.capture.LabelLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * DeepPCB as its authors publish it: {@code group20085/20085/20085291_test.jpg} with {@code
 * .._temp.jpg}, the defect-free template, beside it, and {@code group20085/20085_not/20085291.txt}
 * for its defects. Where the folder holds a {@code test.txt}, the pairs it lists are judged and no
 * others: the split that figures are published on.
 */
final class PublishedDeepPcb implements SetLayout {
  private static final String TEST = "_test";
  private static final String TEMPLATE = "_temp";

  @Override
  public Optional<LabelledSet> read(Path folder, List<Path> files, List<Path> pictures) {
    if (pictures.stream().noneMatch(each -> isTest(each) && Files.exists(labels(each)))) {
      return Optional.empty();
    }
    List<String> notes = new ArrayList<>();
    Set<String> listed = listed(files, notes);
    List<LabelledPicture> labelled = new ArrayList<>();
    List<LabelledPicture> unlabelled = new ArrayList<>();
    Map<Path, Path> pictureOf = new HashMap<>();
    for (Path picture : pictures) {
      String name = SetLayout.name(folder, picture);
      String stem = SetLayout.stem(picture);
      if (!stem.endsWith(TEST) && !stem.endsWith(TEMPLATE)) {
        continue;
      }
      if (!listed.isEmpty() && !listed.contains(stem.substring(0, stem.lastIndexOf('_')))) {
        continue;
      }
      if (stem.endsWith(TEMPLATE)) {
        labelled.add(new LabelledPicture(picture, name, List.of()));
      } else if (Files.exists(labels(picture))) {
        SetLayout.pair(labels(picture), picture, pictureOf);
        labelled.add(new LabelledPicture(picture, name, LabelText.deepPcb(labels(picture))));
      } else {
        unlabelled.add(new LabelledPicture(picture, name, List.of()));
      }
    }
    return Optional.of(
        new LabelledSet(
            folder,
            "DeepPCB as published",
            LabelLine.DEEP_PCB,
            labelled,
            unlabelled,
            orphans(files, pictures, listed),
            notes));
  }

  /** Label files of the judged split whose picture is not there. */
  private static List<Path> orphans(List<Path> files, List<Path> pictures, Set<String> listed) {
    Set<Path> used = new HashSet<>();
    pictures.stream().filter(PublishedDeepPcb::isTest).forEach(each -> used.add(labels(each)));
    return files.stream()
        .filter(each -> String.valueOf(each.getFileName()).endsWith(".txt"))
        .filter(each -> String.valueOf(each.resolveSibling(".").normalize()).endsWith("_not"))
        .filter(each -> listed.isEmpty() || listed.contains(SetLayout.stem(each)))
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
    return boards.resolveSibling(boards.getFileName() + "_not").resolve(number + ".txt");
  }

  /** The numbers in the test split; empty where the folder has no list of it. */
  private static Set<String> listed(List<Path> files, List<String> notes) {
    Set<String> numbers = new TreeSet<>();
    for (Path list : files) {
      if (!String.valueOf(list.getFileName()).equals("test.txt")) {
        continue;
      }
      for (String line : LabelText.lines(list)) {
        if (!line.isBlank()) {
          numbers.add(SetLayout.stem(Path.of(line.strip().split("\\s+", 2)[0])));
        }
      }
      notes.add("Only the %,d pairs that %s lists are judged".formatted(numbers.size(), list));
    }
    return numbers;
  }
}
