package io.sightline.store;

import io.sightline.inspection.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns any name into a folder name that is valid on every system and in every locale: ASCII
 * letters, digits, {@code -} and {@code _} stay, everything else becomes {@code _}. A changed name
 * ends with a part of its SHA-256, so that two names never share a folder.
 */
final class SafeName {
  private static final int LONGEST = 48;

  /** Device names on Windows, with any extension. */
  private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

  private static final Pattern NUMBERED_DEVICE = Pattern.compile("(com|lpt)[0-9]");

  private SafeName() {}

  static String of(String name) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < name.length() && i < LONGEST; i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      safe.append(plain ? c : '_');
    }
    String text = safe.toString();
    return text.equals(name) && !device(text) ? text : text + "-" + hash(name);
  }

  private static boolean device(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return DEVICES.contains(lower) || NUMBERED_DEVICE.matcher(lower).matches();
  }

  private static String hash(String name) {
    return Sha256.of(name.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }
}
