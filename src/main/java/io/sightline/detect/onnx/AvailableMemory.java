package io.sightline.detect.onnx;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory that is available on this machine; on Linux, without what other programs use. */
final class AvailableMemory {
  /** Linux's own figure, in which memory that only caches files counts as available. */
  private static final Path SAID = Path.of("/proc/meminfo");

  private static final Pattern LINE = Pattern.compile("MemAvailable: +(\\d{1,15}) kB");

  private AvailableMemory() {}

  /** In bytes; the total memory if the system does not report it reliably. */
  static long bytes() throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = system.getTotalMemorySize();
    List<String> lines = Files.isReadable(SAID) ? Files.readAllLines(SAID) : List.of();
    // A container may be limited to less than its machine has.
    return lines.stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .mapToLong(line -> Math.min(total, 1024 * Long.parseLong(line.group(1))))
        .findFirst()
        .orElse(total);
  }
}
