package io.sightline.detect;

/**
 * What an engine that builds itself for a network asks about the network's weights.
 *
 * @param hash SHA-256 of the file they lie in, hexadecimal: what was built for it is kept under
 *     that
 * @param areInt8 whether the graph works in 8-bit integers where it can
 */
record Weights(String hash, boolean areInt8) {
  /** Those of a network of which nothing is known yet. */
  static final Weights UNKNOWN = new Weights("unknown", false);

  static Weights of(ModelBundle bundle) {
    return new Weights(bundle.hash(), bundle.precision().equals("int8"));
  }
}
