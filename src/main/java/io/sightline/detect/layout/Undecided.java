package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks the user if a trial leaves more than one reading. */
final class Undecided {
  private Undecided() {}

  /** The readings and how to specify one; the end of a sentence about the model. */
  static String text(Path file, List<Layout> plausible) {
    // The classes of a list cannot be counted, so names would not help.
    boolean namesTell = !plausible.stream().allMatch(Layout::mayVary);
    return "can be read in "
        + plausible.size()
        + " ways, and a trial picture does not tell them apart: "
        + plausible.stream().map(Layout::text).collect(Collectors.joining("; "))
        + (namesTell
            ? ". Put its class names, one a line, into "
                + ModelFile.stem(file)
                + ".names beside it, or both"
            : ". Put it")
        + " into a folder with a bundle.json that says its layout ("
        + quoted(plausible, Layout::key)
        + ") and the form of its \"boxes\" ("
        + quoted(plausible, layout -> layout.boxes().key())
        + ")";
  }

  private static String quoted(List<Layout> layouts, Function<Layout, String> what) {
    return layouts.stream()
        .map(layout -> "\"" + what.apply(layout) + "\"")
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
