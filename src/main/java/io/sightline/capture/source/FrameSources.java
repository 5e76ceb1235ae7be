package io.sightline.capture.source;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FileSource;
import io.sightline.capture.FolderSource;
import io.sightline.capture.FrameSource;
import io.sightline.capture.RtspSource;
import io.sightline.capture.SourceUri;
import io.sightline.capture.UsbSource;
import io.sightline.capture.simulation.BoardSettings;
import io.sightline.capture.simulation.SimulatedLine;
import io.sightline.image.FramePool;
import io.sightline.image.ImageException;
import io.sightline.image.PictureFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens what a {@link SourceUri} names. */
public final class FrameSources {
  private FrameSources() {}

  /**
   * Parses a SOURCE without opening it.
   *
   * @throws CaptureException in one sentence: what is wrong with it, or that this version cannot
   *     open sources of its kind
   */
  public static SourceUri supported(String source) {
    SourceUri parsed = SourceUri.parse(source);
    if (parsed instanceof SourceUri.Gst) {
      throw unsupported();
    }
    return parsed;
  }

  /**
   * Opens a source, whose frames come from the pool; the caller closes it before the pool. To be
   * called on the thread that will read it.
   *
   * @throws CaptureException in one sentence: why it cannot be opened and what to do
   */
  public static FrameSource open(SourceUri source, FramePool pool) {
    if (source instanceof SourceUri.Simulated simulated) {
      return new SimulatedLine(settings(simulated), simulated.ppm(), pool);
    }
    if (source instanceof SourceUri.Folder folder) {
      return FolderSource.open(folder.path(), pool);
    }
    if (source instanceof SourceUri.File file) {
      return file(file.path(), pool);
    }
    if (source instanceof SourceUri.Rtsp camera) {
      return RtspSource.open(camera, pool);
    }
    if (source instanceof SourceUri.Usb camera) {
      return UsbSource.open(camera.number(), pool);
    }
    throw unsupported();
  }

  private static CaptureException unsupported() {
    return new CaptureException(
        "gst: sources need GStreamer, which this version does not bring: use rtsp:// or usb: for this camera");
  }

  private static BoardSettings settings(SourceUri.Simulated simulated) {
    BoardSettings usual = BoardSettings.DEFAULT;
    return usual
        .withSeed(simulated.seed().orElse(usual.seed()))
        .withDefects(simulated.defects().orElse(usual.defects()))
        .withDifficulty(simulated.difficulty().orElse(usual.difficulty()));
  }

  private static FrameSource file(Path path, FramePool pool) {
    if (!Files.exists(path)) {
      throw new CaptureException("There is no file " + path);
    }
    if (Files.isDirectory(path)) {
      throw new CaptureException(path + " is a folder, not a file: use folder:" + path);
    }
    try {
      if (PictureFile.format(path).isPresent() && !FolderSource.isMotionJpeg(path)) {
        return FolderSource.ofPicture(path, pool);
      }
    } catch (ImageException e) {
      throw new CaptureException("Cannot open the file " + path + ": check that it may be read", e);
    }
    return FileSource.open(path, pool);
  }
}
