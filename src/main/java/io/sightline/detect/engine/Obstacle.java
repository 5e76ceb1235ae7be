package io.sightline.detect.engine;

/**
 * Why an engine cannot run here.
 *
 * @param reason one sentence, with what to do about it
 * @param isFault whether what this machine has for it fails, such as a GPU that its driver cannot
 *     use; otherwise the machine only lacks something
 */
public record Obstacle(String reason, boolean isFault) {
  static Obstacle lack(String reason) {
    return new Obstacle(reason, false);
  }

  static Obstacle fault(String reason) {
    return new Obstacle(reason, true);
  }
}
