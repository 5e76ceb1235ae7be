package io.sightline.app.command;

import io.sightline.capture.CaptureException;
import io.sightline.capture.SourceUri;
import io.sightline.detect.EngineChoice;
import io.sightline.detect.onnx.DetectException;

/**
 * The words of a command line that name a source or an engine: understood before anything is
 * opened. One that could name none, on this machine or another, is a usage error.
 */
public final class CommandWords {
  private CommandWords() {}

  /**
   * A SOURCE, understood.
   *
   * @throws UsageException in one sentence: what is wrong and what was expected
   */
  public static SourceUri source(String word) {
    try {
      return SourceUri.parse(word);
    } catch (CaptureException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Does nothing where an engine is called so, whether it can run here or not.
   *
   * @throws UsageException when there is none of this name
   */
  public static void requireEngine(String word) {
    try {
      EngineChoice.requireKnown(word);
    } catch (DetectException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}
