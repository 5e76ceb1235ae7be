package io.sightline.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a stream's address, made acceptable to {@link URI} or safe to show. Cameras take
 * passwords before the host, in the query and sometimes even in the path ({@code
 * /user=admin_password=..}).
 */
final class StreamAddress {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
  private static final Pattern LOCAL =
      Pattern.compile("(?:folder|file|sim|usb|gst):|[A-Za-z]:[\\\\/]|[\\\\/.]");
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:.*@)?(?<host>[A-Za-z0-9._~-]+)(?::(?<port>[0-9]{0,9}))?");

  private StreamAddress() {}

  /**
   * Returns the scheme, the host, the port and those parts of the path that cannot hold a password.
   */
  static String withoutSecrets(String address) {
    var scheme = SCHEME.matcher(address);
    if (!scheme.lookingAt()) {
      return withoutLogin(address);
    }
    int authority = scheme.end();
    // A password may contain slashes and question marks: everything up to the last @ may be one.
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

  /** Hides the password in malformed addresses, whose scheme is wrong or missing. */
  private static String withoutLogin(String address) {
    boolean local = LOCAL.matcher(address).lookingAt();
    int at = address.lastIndexOf('@');
    return local || at < 0 || address.lastIndexOf(':', at) < 0
        ? address
        : "***@" + address.substring(at + 1);
  }

  /**
   * Returns the computer's name or number; empty if there is none. {@link URI} accepts DNS names
   * only, but cameras also have names such as {@code cam_1}.
   */
  static String host(URI address) {
    return address.getHost() != null
        ? address.getHost()
        : authority(address).map(each -> each.group("host")).orElse("");
  }

  /** Returns the port, 0 or more; -1 if the address names none. */
  static int port(URI address) {
    return address.getHost() != null
        ? address.getPort()
        : authority(address)
            .map(each -> each.group("port"))
            .filter(digits -> !digits.isEmpty())
            .map(Integer::valueOf)
            .orElse(-1);
  }

  private static Optional<Matcher> authority(URI address) {
    return Optional.ofNullable(address.getRawAuthority())
        .map(AUTHORITY::matcher)
        .filter(Matcher::matches);
  }

  /**
   * Escapes everything that {@link URI} rejects but that occurs in cameras' passwords and paths:
   * spaces, letters beyond ASCII, an @ or a slash within the password, a percent sign that escapes
   * nothing.
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
    for (byte octet : LONE_PERCENT.matcher(text).replaceAll("%25").getBytes(UTF_8)) {
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
