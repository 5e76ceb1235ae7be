package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the user is asked where a trial leaves more than one reading. */
final class Undecided {
  private Undecided() {}

  /** For a sentence that begins with the model: its readings, and how to say which is meant. */
  static String text(Path file, List<Layout> plausible) {
    // Of a list nobody can count the classes: names would decide nothing.
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
