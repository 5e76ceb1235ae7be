package io.sightline.capture;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A parsed SOURCE argument of the command line: {@code sim:board?ppm=1000&seed=7}, {@code
 * folder:/path}, {@code file:/clip.mp4}, {@code rtsp://host/path}, {@code usb:0}, {@code
 * gst:pipeline}. The path of an existing folder or file stands for {@code folder:} or {@code file:}
 * with that path. Nothing is opened here; {@code FrameSources} does that.
 */
public sealed interface SourceUri {
  /** The accepted forms of a source, for error messages and the command line's help. */
  String EXPECTED =
      "sim:board?ppm=1000&seed=7, folder:PATH, file:PATH, rtsp://HOST/PATH or usb:NUMBER";

  /**
   * Parses a SOURCE.
   *
   * @throws CaptureException in one sentence: what is wrong and what was expected
   */
  static SourceUri parse(String source) {
    String text = source.strip();
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 1);
    return switch (scheme) {
      case "sim" -> SimulationQuery.parse(rest);
      case "folder" -> new Folder(SourcePath.of(scheme, rest));
      case "file" -> new File(SourcePath.of(scheme, rest));
      case "rtsp", "rtsps" -> rtsp(scheme + ":" + rest); // FFmpeg accepts lower case only
      case "usb" -> usb(rest);
      case "gst" -> new Gst(rest);
      default ->
          SourcePath.existing(text)
              .orElseThrow(
                  () ->
                      new CaptureException(
                          "\"%s\" is neither a source nor an existing file or folder: expected %s"
                              .formatted(StreamAddress.withoutSecrets(text), EXPECTED)));
    };
  }

  /** Returns whether parts arrive at their own pace rather than on request. */
  default boolean comesByItself() {
    return true;
  }

  /**
   * The simulated line. The simulation chooses a value for anything empty.
   *
   * @param product the simulated product: {@code board}
   * @param ppm parts a minute, greater than 0; empty for as fast as they are requested
   * @param seed selects the boards
   * @param defects the fraction of defective boards, 0 to 1
   * @param difficulty of the defects, from 0 for plain to 1 for subtle
   */
  record Simulated(
      String product,
      OptionalDouble ppm,
      OptionalLong seed,
      OptionalDouble defects,
      OptionalDouble difficulty)
      implements SourceUri {
    public Simulated {
      Objects.requireNonNull(product, "product");
      Objects.requireNonNull(ppm, "ppm");
      Objects.requireNonNull(seed, "seed");
      Objects.requireNonNull(defects, "defects");
      Objects.requireNonNull(difficulty, "difficulty");
    }

    @Override
    public boolean comesByItself() {
      return ppm.isPresent();
    }
  }

  /** A folder of pictures, including its subfolders. */
  record Folder(Path path) implements SourceUri {
    public Folder {
      Objects.requireNonNull(path, "path");
    }

    @Override
    public boolean comesByItself() {
      return false;
    }
  }

  /** A video file, or a single picture. */
  record File(Path path) implements SourceUri {
    public File {
      Objects.requireNonNull(path, "path");
    }

    @Override
    public boolean comesByItself() {
      return false;
    }
  }

  /** A network camera. Its address may contain a password, which {@link #toString()} omits. */
  record Rtsp(URI uri) implements SourceUri {
    public Rtsp {
      Objects.requireNonNull(uri, "uri");
    }

    @Override
    public String toString() {
      return StreamAddress.withoutSecrets(uri.toString());
    }
  }

  /**
   * A camera of this computer.
   *
   * @param number the operating system's number for it, from 0
   */
  record Usb(int number) implements SourceUri {
    public Usb {
      if (number < 0 || number > 255) {
        throw new CaptureException(
            "A camera's number is from 0 to 255, not %d: see sightline doctor for the cameras found"
                .formatted(number));
      }
    }
  }

  /** A GStreamer pipeline: parsed, but not yet supported. */
  record Gst(String pipeline) implements SourceUri {
    public Gst {
      Objects.requireNonNull(pipeline, "pipeline");
    }
  }

  private static SourceUri usb(String number) {
    if (!number.matches("[0-9]{1,9}")) {
      throw new CaptureException(
          "Expected the number of a camera after usb:, as in usb:0, not \"%s\"".formatted(number));
    }
    return new Usb(Integer.parseInt(number));
  }

  private static SourceUri rtsp(String text) {
    String shown = StreamAddress.withoutSecrets(text);
    try {
      URI uri = new URI(StreamAddress.escaped(text));
      if (!StreamAddress.host(uri).isEmpty()) {
        return new Rtsp(uri);
      }
    } catch (URISyntaxException e) {
      // Its message repeats the address, password included: neither show it nor keep it as a cause.
      throw new CaptureException(malformed(shown));
    }
    throw new CaptureException(malformed(shown));
  }

  private static String malformed(String shown) {
    return "The stream address %s is malformed: expected rtsp://HOST/PATH or rtsp://USER:PASSWORD@HOST:PORT/PATH"
        .formatted(shown);
  }
}
