package io.sightline.detect;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Terms under which a model may not be used by everybody for everything, so that whoever uses it
 * should read them. What terms mean cannot be told by a program: they count as free where their
 * first sentence is nothing but the name of a licence known to be free, and as restricted
 * otherwise.
 *
 * @param text the terms as the model's maker wrote them; not empty
 */
public record Restriction(String text) {
  /** SPDX names, in lower case, of licences that ask for no more than a notice. */
  private static final Set<String> FREE =
      Set.of(
          "0bsd",
          "apache-2.0",
          "bsd-2-clause",
          "bsd-3-clause",
          "bsl-1.0",
          "cc-by-4.0",
          "cc0-1.0",
          "isc",
          "mit",
          "mit-0",
          "unlicense",
          "zlib");

  private static final int MOST_BRIEF = 48;

  public Restriction {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a restriction says something");
    }
  }

  /** The restriction in a bundle's terms; empty where they are free, or where there are none. */
  static Optional<Restriction> in(String terms) {
    String first = terms.strip().split("\\.(\\s|$)", 2)[0].toLowerCase(Locale.ROOT);
    return first.isEmpty() || FREE.contains(first)
        ? Optional.empty()
        : Optional.of(new Restriction(terms.strip()));
  }

  /** Its first clause, for where there is little room: "Research use only". */
  public String brief() {
    String clause = text.split("[.:;,](\\s|$)", 2)[0];
    return clause.length() <= MOST_BRIEF ? clause : clause.substring(0, MOST_BRIEF - 1) + "…";
  }
}
