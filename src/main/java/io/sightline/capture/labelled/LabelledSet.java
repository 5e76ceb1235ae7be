package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FolderListing;
import io.sightline.capture.FolderSource;
import io.sightline.capture.TrueBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder of pictures whose truth is known.
 *
 * @param folder the folder
 * @param layout the name of its layout, for people
 * @param classNames its class names; empty if it has numbers only
 * @param pictures the labelled pictures, in natural order
 * @param unlabelled the pictures without labels; not judged
 * @param takenForGood how many of {@code pictures} have no labels but are assumed to be good parts
 * @param setAside how many further pictures in the folder are not of the set: masks, or not on its
 *     list
 * @param orphans label files without a picture, in natural order: pictures may have been lost
 * @param notes what the user should know, one sentence each
 */
public record LabelledSet(
    Path folder,
    String layout,
    List<String> classNames,
    List<LabelledPicture> pictures,
    List<LabelledPicture> unlabelled,
    int takenForGood,
    int setAside,
    List<Path> orphans,
    List<String> notes) {

  public LabelledSet {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(layout, "layout");
    classNames = List.copyOf(classNames);
    pictures = List.copyOf(pictures);
    unlabelled = List.copyOf(unlabelled);
    orphans = List.copyOf(orphans);
    notes = List.copyOf(notes);
  }

  /** Creates a set to which every picture belongs and none is assumed to be good. */
  LabelledSet(
      Path folder,
      String layout,
      List<String> classNames,
      List<LabelledPicture> pictures,
      List<LabelledPicture> unlabelled,
      List<Path> orphans,
      List<String> notes) {
    this(folder, layout, classNames, pictures, unlabelled, 0, 0, orphans, notes);
  }

  /**
   * Reads the labels of a folder in any of these layouts: YOLO, DeepPCB (as in this project or as
   * published), Pascal VOC, COCO. Opens pictures only to check that they are pictures.
   *
   * @throws CaptureException if the folder, pictures or labels are missing, or a label is
   *     malformed; names its file and line
   */
  public static LabelledSet read(Path folder) {
    if (!Files.exists(folder)) {
      throw new CaptureException("There is no folder " + folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new CaptureException(folder + " is a file: name the folder of the data set");
    }
    Path whole = folder.toAbsolutePath().normalize();
    List<Path> files = FolderListing.of(whole);
    List<Path> pictures = files.stream().filter(FolderSource::isPicture).toList();
    if (pictures.isEmpty()) {
      throw new CaptureException(
          "There is no picture in the data set "
              + folder
              + ": expected PNG, JPEG, BMP, TIFF or WebP files");
    }
    Optional<LabelledSet> unused = Optional.empty();
    for (SetLayout layout : SetLayout.all()) {
      Optional<LabelledSet> set = layout.read(whole, files, pictures);
      if (set.isPresent() && !set.get().pictures.isEmpty()) {
        return set.get().withNoteOfSplits();
      }
      unused = unused.or(() -> set); // its folder may have nothing to do with the pictures
    }
    if (unused.isPresent()) {
      throw new CaptureException(
          "None of the %,d pictures in %s has labels (%s)"
              .formatted(pictures.size(), folder, unused.get().layout));
    }
    throw new CaptureException(
        "There are no labels in the data set %s: expected labels/ beside images/ or a text file beside each picture (YOLO), annotations/ beside images/ (DeepPCB), an XML file for each picture in Annotations/ or beside it (Pascal VOC) or a COCO instances file"
            .formatted(folder));
  }

  /** Returns this set with that many further pictures in its folder. */
  LabelledSet withSetAside(int number) {
    return new LabelledSet(
        folder, layout, classNames, pictures, unlabelled, takenForGood, number, orphans, notes);
  }

  private LabelledSet withNoteOfSplits() {
    List<String> more = new ArrayList<>();
    SplitNames.note(pictures).ifPresent(more::add);
    more.addAll(notes);
    return new LabelledSet(
        folder, layout, classNames, pictures, unlabelled, takenForGood, setAside, orphans, more);
  }

  /**
   * Returns this set with unlabelled pictures assumed to be good parts, as in YOLO's training, and
   * adds a note about it.
   */
  public LabelledSet withUnlabelledAsGood() {
    if (unlabelled.isEmpty()) {
      return this;
    }
    List<LabelledPicture> all = new ArrayList<>(pictures);
    all.addAll(unlabelled);
    List<String> more = new ArrayList<>(notes);
    more.add(
        "%,d pictures without labels are taken for good parts, the first is %s"
            .formatted(unlabelled.size(), unlabelled.get(0).name()));
    int taken = takenForGood + unlabelled.size();
    return new LabelledSet(
        folder, layout, classNames, all, List.of(), taken, setAside, orphans, more);
  }

  /**
   * Returns this set with its classes renamed to the model's: by name if the set has names ({@link
   * ModelNames}), otherwise by number. A duplicate box counts once, as the copy would be missed
   * whatever the model finds.
   *
   * @throws CaptureException if the model lacks a label's class; names both lists and the label
   */
  public LabelledSet inTermsOf(String model, List<String> modelClasses) {
    ModelNames known = new ModelNames(modelClasses, classNames);
    List<LabelledPicture> renamed = new ArrayList<>();
    List<TrueBox> repeated = new ArrayList<>();
    for (LabelledPicture picture : pictures) {
      List<TrueBox> boxes = new ArrayList<>();
      Set<TrueBox> seen = new HashSet<>();
      for (TrueBox box : picture.boxes()) {
        TrueBox called = box.called(known(box, known, model, modelClasses));
        (seen.add(called.anywhere()) ? boxes : repeated).add(called);
      }
      List<TrueBox> crowds = new ArrayList<>();
      for (TrueBox crowd : picture.crowds()) {
        crowds.add(crowd.called(known(crowd, known, model, modelClasses)));
      }
      renamed.add(picture.with(boxes, crowds));
    }
    List<String> more = new ArrayList<>(notes);
    more.addAll(known.notes());
    if (!repeated.isEmpty()) {
      more.add(
          "%,d boxes are in their picture's labels twice and count once; the first: %s"
              .formatted(repeated.size(), repeated.get(0).where().replaceFirst(",$", "")));
    }
    if (classNames.isEmpty() && pictures.stream().anyMatch(LabelledPicture::bad)) {
      more.add("The data set has class numbers only: they are taken for the model's");
    }
    var unused =
        new TreeSet<>(classNames.stream().filter(name -> known.of(name).isEmpty()).toList());
    if (!unused.isEmpty()) {
      more.add(
          "The data set lists classes that the model does not know and no label uses: "
              + String.join(", ", unused));
    }
    return new LabelledSet(
        folder, layout, classNames, renamed, unlabelled, takenForGood, setAside, orphans, more);
  }

  private String known(TrueBox box, ModelNames known, String model, List<String> modelClasses) {
    return known
        .of(box.className())
        .orElseThrow(() -> new CaptureException(disagreement(box, model, modelClasses)));
  }

  private String disagreement(TrueBox box, String model, List<String> modelClasses) {
    String knows = "the model " + model + " knows only " + String.join(", ", modelClasses);
    return classNames.isEmpty()
        ? "%s is of class %s, but %s (0 to %d)"
            .formatted(box.where(), box.className(), knows, modelClasses.size() - 1)
        : "%s is a \"%s\" (the data set's classes are %s), but %s"
            .formatted(box.where(), box.className(), String.join(", ", classNames), knows);
  }
}
