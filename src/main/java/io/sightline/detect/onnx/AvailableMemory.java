package io.sightline.detect.onnx;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory this machine has to give: on Linux, what others have of it left out. */
final class AvailableMemory {
  /** Where Linux says it: memory that only holds copies of files counts as free. */
  private static final Path SAID = Path.of("/proc/meminfo");

  private static final Pattern LINE = Pattern.compile("MemAvailable: +(\\d{1,15}) kB");

  private AvailableMemory() {}

  /** In bytes; all there is where the system says it in a way that cannot be relied on. */
  static long bytes() throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = system.getTotalMemorySize();
    List<String> lines = Files.isReadable(SAID) ? Files.readAllLines(SAID) : List.of();
    // A container may have less than its machine has to give.
    return lines.stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .mapToLong(line -> Math.min(total, 1024 * Long.parseLong(line.group(1))))
        .findFirst()
        .orElse(total);
  }
}
