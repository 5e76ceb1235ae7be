package io.sightline.app.validation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * This machine as named in a report. Determined without network access.
 *
 * @param host its name
 * @param processor its processor and the number of threads available to Sightline
 */
record Machine(String host, String processor) {
  static Machine here() {
    return new Machine(
        firstLine(Path.of("/proc/sys/kernel/hostname"))
            .or(() -> environment("COMPUTERNAME"))
            .or(() -> environment("HOSTNAME"))
            .orElse("unknown"),
        "%s, %d threads"
            .formatted(
                modelName()
                    .or(() -> environment("PROCESSOR_IDENTIFIER"))
                    .orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors()));
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private static Optional<String> firstLine(Path file) {
    return lines(file).map(String::strip).filter(line -> !line.isEmpty()).findFirst();
  }

  /** Linux provides the name on x86; on ARM only numbers. */
  private static Optional<String> modelName() {
    return lines(Path.of("/proc/cpuinfo"))
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
    } catch (IOException e) {
      return Stream.empty(); // not Linux: the environment has it
    }
  }
}
