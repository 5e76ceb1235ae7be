package io.sightline.capture.labelled;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Determines which of a folder's splits a picture belongs to: {@code train/images/a.jpg} or {@code
 * train/a.jpg} as in Roboflow, {@code images/train/a.jpg} as in Ultralytics, with or without a year
 * as in {@code train2017}, or with more as in CVAT's {@code obj_train_data}. If they are judged
 * together, the training pictures flatter the results.
 */
final class SplitNames {
  private static final Pattern SPLIT =
      Pattern.compile("(obj_)?(train|training|val|valid|validation|test|testing)\\d*(_data)?");

  /** Folders of all pictures: Pascal VOC's is the second. */
  private static final List<String> HOMES = List.of("images", "jpegimages");

  private SplitNames() {}

  /** Returns a note if several splits are judged together, with the number of pictures in each. */
  static Optional<String> note(List<LabelledPicture> pictures) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    pictures.forEach(each -> of(each).ifPresent(split -> counts.merge(split, 1, Integer::sum)));
    return counts.size() < 2
        ? Optional.empty()
        : Optional.of(
            "Pictures of %d sets are judged together: %s; name one to judge it alone"
                .formatted(
                    counts.size(),
                    counts.entrySet().stream()
                        .map(each -> "%s %,d".formatted(each.getKey(), each.getValue()))
                        .collect(Collectors.joining(", "))));
  }

  /**
   * Returns the split named by the folder directly above or below {@code images} or {@code
   * JPEGImages}; if neither does, by the uppermost folder that does.
   */
  private static Optional<String> of(LabelledPicture picture) {
    List<String> path = List.of(picture.name().toLowerCase(Locale.ROOT).split("/", -1));
    List<String> folders = path.subList(0, path.size() - 1);
    int images = HOMES.stream().mapToInt(folders::lastIndexOf).max().orElse(-1);
    List<String> around =
        folders.subList(Math.max(0, images - 1), Math.min(folders.size(), images + 2));
    return Stream.concat(images < 0 ? Stream.empty() : around.stream(), folders.stream())
        .filter(name -> SPLIT.matcher(name).matches())
        .findFirst();
  }
}
