package io.sightline.inspection;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of some bytes as 64 lower-case hexadecimal digits: recipes, models and pictures. */
public final class Sha256 {
  private Sha256() {}

  /** Returns the hash of these bytes. */
  public static String of(byte[] bytes) {
    return hex(begin().digest(bytes));
  }

  /** Returns a digest that has seen no bytes, for those that come piece by piece. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Returns the hash of all bytes that the digest has seen, and resets it. */
  public static String end(MessageDigest digest) {
    return hex(digest.digest());
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
