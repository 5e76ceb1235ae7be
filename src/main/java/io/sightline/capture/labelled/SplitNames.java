package io.sightline.capture.labelled;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Determines which of a folder's splits a picture belongs to: {@code train/images/a.jpg} or {@code
 * train/a.jpg} as in Roboflow, {@code images/train/a.jpg} as in Ultralytics, with or without a year
 * as in {@code train2017}. If they are judged together, the training pictures flatter the results.
 */
final class SplitNames {
  private static final Pattern SPLIT = Pattern.compile("(train|val|valid|validation|test)\\d*");

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
   * JPEGImages}; without such a folder, by the uppermost one.
   */
  private static Optional<String> of(LabelledPicture picture) {
    List<String> folders = List.of(picture.name().toLowerCase(Locale.ROOT).split("/", -1));
    int images = HOMES.stream().mapToInt(folders::lastIndexOf).max().orElse(-1);
    for (int at : new int[] {images - 1, images + 1}) {
      if (at >= 0 && at < folders.size() - 1) {
        String name = folders.get(at);
        if (SPLIT.matcher(name).matches()) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }
}
