package io.sightline.detect;

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
 * How many pictures of a run a network really keeps apart. A graph may be exported for several and
 * mix them, where a size was written down for one or where a range is taken over all of them: what
 * it answered to a picture would then depend on the part beside it. So it is shown noise in every
 * place, and again with half of the places changed, in noise and in contrast: the answers to the
 * others must stay. Halves are taken by the binary digits of the places' numbers: of any two
 * places, each once stays while the other is changed.
 */
final class PicturesApart {
  private static final System.Logger LOG = System.getLogger(PicturesApart.class.getName());

  /** More wait for each other longer than they gain. */
  private static final int MOST = 8;

  /** Numbers that are nearer than this part of them are the same: engines may round anew. */
  private static final float ROUNDING = 1e-6f;

  /** A number that stays is so many times nearer to the last than one that changes. */
  private static final double TIMES_NEARER = 10;

  /** So many of the numbers that change may be farther. */
  private static final double FARTHER = 0.01;

  /** Of noise, the number of levels of brightness. */
  private static final int STRONG = 256;

  private static final int WEAK = 64;

  private PicturesApart() {}

  /**
   * How many pictures may be shown in one run, from 1 to {@value #MOST}; says why fewer than the
   * network takes. Runs the network three times where its session takes two, five times for four,
   * seven times for eight.
   */
  static int count(Session session, ModelBundle bundle) {
    int pictures = Math.min(MOST, session.pictures());
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

  /** What the answers say, of which some places' pictures were changed. */
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
   * What is answered to noise, place by place.
   *
   * @param changed the places that have another noise than usual
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
        .mapToObj(i -> session.answer(i).stream().map(PicturesApart::copy).toList())
        .toList();
  }

  private static float[] copy(FloatBuffer answer) {
    float[] numbers = new float[answer.limit()];
    answer.get(0, numbers);
    return numbers;
  }

  /** How far an answer's numbers are apart, output by output; 0 for what may be a rounding. */
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
      apart[i] = difference <= rounding ? 0 : difference; // what is not a number stays none
    }
    return apart;
  }

  private static long count(float[] differences) {
    return IntStream.range(0, differences.length).filter(i -> differences[i] != 0).count();
  }

  private static boolean isApart(List<float[]> stay, List<float[]> change) {
    return IntStream.range(0, stay.size()).allMatch(i -> isApart(stay.get(i), change.get(i)));
  }

  /** Number by number: boxes, in pixels, would hide what becomes of confidences. */
  private static boolean isApart(float[] stay, float[] change) {
    long farther =
        IntStream.range(0, stay.length)
            .filter(i -> !(stay[i] == 0 || TIMES_NEARER * stay[i] <= change[i]))
            .count();
    return farther <= FARTHER * count(change);
  }

  /** Where pictures are not kept apart, those that nobody shows must show nothing. */
  static void clear(ByteBuffer picture) {
    for (int i = 0; i < picture.capacity(); i++) {
      picture.put(i, (byte) 0);
    }
  }
}
