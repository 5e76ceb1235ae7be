package io.sightline.capture.labelled;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Determines which of a folder's splits a picture belongs to: {@code train/images/a.jpg} or {@code
 * train/a.jpg} as in Roboflow, {@code images/train/a.jpg} as in Ultralytics. If they are judged
 * together, the training pictures flatter the results.
 */
final class SplitNames {
  private static final Set<String> SPLITS = Set.of("train", "val", "valid", "validation", "test");

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
   * Returns the split named by the folder directly above or below {@code images}; without an {@code
   * images} folder, by the uppermost one.
   */
  private static Optional<String> of(LabelledPicture picture) {
    List<String> folders = List.of(picture.name().split("/", -1));
    int images = folders.lastIndexOf("images");
    for (int at : new int[] {images - 1, images + 1}) {
      if (at >= 0 && at < folders.size() - 1) {
        String name = folders.get(at).toLowerCase(Locale.ROOT);
        if (SPLITS.contains(name)) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }
}
