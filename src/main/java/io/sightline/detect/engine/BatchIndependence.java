package io.sightline.detect.engine;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.picture.TestPicture;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds out how many pictures of a run a network really keeps apart. A graph may be exported for
 * several and still mix them, if a size was fixed for one or a range is taken over all of them: the
 * answer for one part would then depend on the part beside it. So the network runs on noise in
 * every place, and again with half of the places changed, in noise and in contrast: the answers for
 * the others must stay the same. Halves follow the binary digits of the places' numbers: of any two
 * places, each stays once while the other changes.
 */
public final class BatchIndependence {
  private static final System.Logger LOG = System.getLogger(BatchIndependence.class.getName());

  /** Maximum number per run: in a larger one, they wait for each other longer than they gain. */
  static final int MOST = 8;

  /** Relative difference below which numbers are equal: engines may round differently. */
  private static final float ROUNDING = 1e-6f;

  /** Minimum ratio of a changed number's difference to an unchanged one's. */
  private static final double TIMES_NEARER = 10;

  /** Fraction of the changed numbers that may miss this ratio. */
  private static final double FARTHER = 0.01;

  /** Number of brightness levels in the noise. */
  private static final int STRONG = 256;

  private static final int WEAK = 64;

  private BatchIndependence() {}

  /**
   * Returns how many pictures a run may have, from 1 to {@value #MOST}; logs why if only one of
   * several. Runs the network three times if its session takes two, five times for four, seven
   * times for eight.
   */
  public static int count(Session session, ModelBundle bundle) {
    int pictures = Math.min(MOST, session.batchSize());
    if (pictures == 1) {
      return 1;
    }
    Optional<String> refusal = refusal(session, pictures);
    refusal.ifPresent(
        why ->
            LOG.log(
                Level.WARNING,
                "{0} takes several pictures in one run and is shown one at a time: {1}",
                bundle.name(),
                why));
    return refusal.isPresent() ? 1 : pictures;
  }

  private static Optional<String> refusal(Session session, int pictures) {
    try {
      List<List<float[]>> usual = answers(session, pictures, place -> false);
      for (int digit = 1; digit < pictures; digit *= 2) {
        int binary = digit;
        IntPredicate half = place -> (place & binary) != 0;
        for (IntPredicate changed : List.of(half.negate(), half)) {
          Optional<String> refusal = refusal(usual, answers(session, pictures, changed), changed);
          if (refusal.isPresent()) {
            return refusal;
          }
        }
      }
      return Optional.empty();
    } catch (DetectException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } finally {
      IntStream.range(0, pictures).forEach(i -> clear(session.picture(i)));
    }
  }

  /** Evaluates the answers after some places' pictures have changed. */
  private static Optional<String> refusal(
      List<List<float[]>> usual, List<List<float[]>> now, IntPredicate changed) {
    List<List<float[]>> apart =
        IntStream.range(0, usual.size())
            .mapToObj(i -> differences(usual.get(i), now.get(i)))
            .toList();
    for (int i = 0; i < apart.size(); i++) {
      if (changed.test(i) && apart.get(i).stream().allMatch(each -> count(each) == 0)) {
        return Optional.of(
            "it finds nothing in noise, and nobody knows whether it keeps them apart");
      }
    }
    int one = IntStream.range(0, apart.size()).filter(changed).findFirst().orElseThrow();
    boolean stay =
        IntStream.range(0, apart.size())
            .filter(changed.negate())
            .allMatch(i -> isApart(apart.get(i), apart.get(one)));
    return stay ? Optional.empty() : Optional.of("it answers to one what it sees in another");
  }

  /**
   * Returns the answers to noise, place by place.
   *
   * @param changed the places with different noise than usual
   */
  private static List<List<float[]>> answers(Session session, int pictures, IntPredicate changed) {
    for (int i = 0; i < pictures; i++) {
      Random random = new Random(changed.test(i) ? i + pictures : i);
      int levels = changed.test(i) ? WEAK : STRONG;
      TestPicture.paint(
          session.input(), session.picture(i), (x, y, colour) -> random.nextInt(levels));
    }
    session.run(pictures);
    return IntStream.range(0, pictures)
        .mapToObj(i -> session.answer(i).stream().map(BatchIndependence::copy).toList())
        .toList();
  }

  private static float[] copy(FloatBuffer answer) {
    float[] numbers = new float[answer.limit()];
    answer.get(0, numbers);
    return numbers;
  }

  /** Returns the differences between two answers, output by output; 0 for possible rounding. */
  private static List<float[]> differences(List<float[]> ones, List<float[]> others) {
    return IntStream.range(0, ones.size())
        .mapToObj(i -> differences(ones.get(i), others.get(i)))
        .toList();
  }

  private static float[] differences(float[] ones, float[] others) {
    float[] apart = new float[ones.length];
    for (int i = 0; i < apart.length; i++) {
      float rounding = ROUNDING * Math.max(Math.abs(ones[i]), Math.abs(others[i]));
      float difference = Math.abs(ones[i] - others[i]);
      apart[i] = difference <= rounding ? 0 : difference; // NaN stays NaN
    }
    return apart;
  }

  private static long count(float[] differences) {
    return IntStream.range(0, differences.length).filter(i -> differences[i] != 0).count();
  }

  private static boolean isApart(List<float[]> stay, List<float[]> change) {
    return IntStream.range(0, stay.size()).allMatch(i -> isApart(stay.get(i), change.get(i)));
  }

  /** Compares number by number: boxes, in pixels, would hide changes in confidences. */
  private static boolean isApart(float[] stay, float[] change) {
    long farther =
        IntStream.range(0, stay.length)
            .filter(i -> !(stay[i] == 0 || TIMES_NEARER * stay[i] <= change[i]))
            .count();
    return farther <= FARTHER * count(change);
  }

  /** Blanks a picture: unused ones must be blank if pictures are not kept apart. */
  static void clear(ByteBuffer picture) {
    for (int i = 0; i < picture.capacity(); i++) {
      picture.put(i, (byte) 0);
    }
  }
}
