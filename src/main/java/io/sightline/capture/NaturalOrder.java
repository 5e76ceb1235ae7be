package io.sightline.capture;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * Orders names as a person expects: runs of digits compare as numbers (img2 before img10), letters
 * without regard to case. Names that are equal by these rules ("a01", "A1") compare by their
 * characters, so that the order is total and the same on every machine.
 */
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder OF_NAMES = new NaturalOrder();

  /** Compares by file name, for the entries of one folder. */
  static Comparator<Path> ofFiles() {
    return Comparator.comparing(path -> String.valueOf(path.getFileName()), OF_NAMES);
  }

  private NaturalOrder() {}

  @Override
  public int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int order;
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int endA = digitsEnd(a, i);
        int endB = digitsEnd(b, j);
        order = compareNumbers(a.substring(i, endA), b.substring(j, endB));
        i = endA;
        j = endB;
      } else {
        order = Character.compare(fold(a.charAt(i++)), fold(b.charAt(j++)));
      }
      if (order != 0) {
        return order;
      }
    }
    int rest = Integer.compare(a.length() - i, b.length() - j);
    return rest != 0 ? rest : a.compareTo(b);
  }

  /** Compares numbers of any length by value: without leading zeros, more digits mean more. */
  private static int compareNumbers(String a, String b) {
    String left = withoutZeros(a);
    String right = withoutZeros(b);
    return left.length() != right.length()
        ? Integer.compare(left.length(), right.length())
        : left.compareTo(right);
  }

  private static String withoutZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static char fold(char letter) {
    return Character.toLowerCase(Character.toUpperCase(letter));
  }
}
