package io.sightline.inspection;

/**
 * How long a part spent in each stage, in milliseconds.
 *
 * @param waiting in the inbox, from trigger to the inspecting thread
 * @param preparing letterbox and normalisation
 * @param inferring inside the network
 * @param decoding boxes and non-maximum suppression
 * @param total from trigger to verdict
 */
public record StageTimes(
    double waiting, double preparing, double inferring, double decoding, double total) {
  public StageTimes {
    check(waiting);
    check(preparing);
    check(inferring);
    check(decoding);
    check(total);
  }

  private static void check(double ms) {
    if (!(ms >= 0)) {
      throw new IllegalArgumentException("A time is 0 ms or more, not " + ms);
    }
  }
}
