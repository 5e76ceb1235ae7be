package io.sightline.detect;

import com.sun.jna.NativeLibrary;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What NVIDIA's engines need of a machine beside the GPU, and what to say where it is missing. */
final class Nvidia {
  private static final Pattern MISSING =
      Pattern.compile("(?:^|[\\s:])([\\w.+-]+): cannot open shared object file");

  private Nvidia() {}

  /** Why the GPU's driver cannot be used; empty where it can. */
  static Optional<String> driver() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    String library = windows ? "nvcuda.dll" : "libcuda.so.1";
    return linkError(library).map(said -> "there is no NVIDIA driver (" + library + ")");
  }

  /** What the system's linker says of a library that it cannot load; empty where it can. */
  static Optional<String> linkError(String library) {
    try {
      NativeLibrary.getInstance(library).close();
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The library that the linker missed, and what to install.
   *
   * @param reason the linker's sentence, or one of others around it
   * @param libraries what brings it
   */
  static Optional<String> missingLibrary(String reason, String libraries) {
    Matcher missing = MISSING.matcher(reason);
    return missing.find()
        ? Optional.of(
            "the library "
                + missing.group(1)
                + " is missing; install "
                + libraries
                + ", and start Sightline with their folder in the library path")
        : Optional.empty();
  }
}
