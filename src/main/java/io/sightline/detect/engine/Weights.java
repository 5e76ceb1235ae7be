package io.sightline.detect.engine;

import io.sightline.detect.bundle.ModelBundle;

/**
 * What an engine needs to know of a network's weights.
 *
 * @param hash SHA-256 of the model's files, hexadecimal: what is built for it is kept under that
 * @param areInt8 whether the graph works in 8-bit integers where it can
 * @param areWide whether they are integers that use the full 8-bit range: the sum of two products
 *     may exceed 16 bits
 */
record Weights(String hash, boolean areInt8, boolean areWide) {
  /** The weights of a network about which nothing is known yet. */
  static final Weights UNKNOWN = new Weights("unknown", false, true);

  static Weights of(ModelBundle bundle) {
    return new Weights(bundle.hash(), bundle.isInt8(), bundle.wide());
  }
}
