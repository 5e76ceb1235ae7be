package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.LabelLine;
import io.sightline.capture.LabelText;
import io.sightline.capture.TrueBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads label files of plain text strictly: the first malformed line ends with an error naming it.
 */
final class StrictText {
  private StrictText() {}

  static List<TrueBox> read(Path file, LabelText text) {
    try {
      return text.read(file);
    } catch (LabelLine.WrongLine e) {
      throw new CaptureException(
          "The label file %s, line %d, is not understood: %s"
              .formatted(file, e.line(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new CaptureException("Cannot read the label file " + file + ": " + e.getMessage(), e);
    }
  }
}
