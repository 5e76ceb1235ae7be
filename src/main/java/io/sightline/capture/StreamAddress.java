package io.sightline.capture;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The text of a stream's address: made fit for {@link java.net.URI}, and made fit to be shown.
 * Cameras carry passwords before the host, in the query and some even in the path ({@code
 * /user=admin_password=..}).
 */
final class StreamAddress {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

  private StreamAddress() {}

  /** Scheme, host, port and what of the path can hold no password. */
  static String withoutSecrets(String address) {
    var scheme = SCHEME.matcher(address);
    if (!scheme.lookingAt()) {
      return address;
    }
    int authority = scheme.end();
    // A password may hold slashes and question marks: everything up to the last @ may be one.
    int host = Math.max(authority, address.lastIndexOf('@') + 1);
    int path = address.indexOf('/', host);
    int query = address.indexOf('?', host);
    int end = query < 0 ? address.length() : query;
    if (path >= 0 && path < end && address.substring(path, end).matches(".*[=&;].*")) {
      end = path + 1;
    }
    String secret = host > authority ? "***@" : "";
    return address.substring(0, authority)
        + secret
        + address.substring(host, end)
        + (end < address.length() ? "..." : "");
  }

  /**
   * The address with everything escaped that {@link java.net.URI} refuses but cameras' passwords
   * and paths hold: spaces, letters beyond ASCII, an @ or a slash within the password.
   */
  static String escaped(String address) {
    var scheme = SCHEME.matcher(address);
    if (!scheme.lookingAt()) {
      return address;
    }
    int authority = scheme.end();
    int at = address.lastIndexOf('@');
    if (at < authority) {
      return scheme.group() + escaped(address.substring(authority), "/?&=:;,+$!*'()[]");
    }
    return scheme.group()
        + escaped(address.substring(authority, at), ":&=+$,;!*'()")
        + "@"
        + escaped(address.substring(at + 1), "/?&=:;,+$!*'()[]");
  }

  private static String escaped(String text, String left) {
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (octet & 0xff);
      boolean alphanumeric = letter < 0x80 && Character.isLetterOrDigit(letter);
      boolean plain = alphanumeric || "-_.~%".indexOf(letter) >= 0 || left.indexOf(letter) >= 0;
      if (plain) {
        out.append(letter);
      } else {
        out.append('%').append("%02X".formatted((int) letter));
      }
    }
    return out.toString();
  }
}
