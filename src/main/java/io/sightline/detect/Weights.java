package io.sightline.detect;

/**
 * What an engine asks about a network's weights.
 *
 * @param hash SHA-256 of the file they lie in, hexadecimal: what was built for it is kept under
 *     that
 * @param areInt8 whether the graph works in 8-bit integers where it can
 * @param areWide whether they are integers of the whole range of 8 bits: two products of theirs may
 *     come to more than 16 bits hold
 */
record Weights(String hash, boolean areInt8, boolean areWide) {
  /** Those of a network of which nothing is known yet. */
  static final Weights UNKNOWN = new Weights("unknown", false, true);

  static Weights of(ModelBundle bundle) {
    return new Weights(bundle.hash(), bundle.precision().equals("int8"), bundle.wide());
  }
}
