package io.sightline.detect.bundle;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Terms that restrict the use of a model, so that its users should read them. A program cannot
 * interpret terms: they count as free if their first sentence is nothing but the name of a licence
 * known to be free, and as restricted otherwise.
 *
 * @param text the terms as the model's maker wrote them; not empty
 */
public record Restriction(String text) {
  /** SPDX names, in lower case, of licences that require no more than a notice. */
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

  /** Returns the restriction in a bundle's terms; empty if they are free, or there are none. */
  static Optional<Restriction> in(String terms) {
    String first = terms.strip().split("\\.(\\s|$)", 2)[0].toLowerCase(Locale.ROOT);
    return first.isEmpty() || FREE.contains(first)
        ? Optional.empty()
        : Optional.of(new Restriction(terms.strip()));
  }

  /** Returns its first clause, for tight spaces: "Research use only". */
  public String brief() {
    String clause = text.split("[.:;,](\\s|$)", 2)[0];
    return clause.length() <= MOST_BRIEF ? clause : clause.substring(0, MOST_BRIEF - 1) + "…";
  }
}
