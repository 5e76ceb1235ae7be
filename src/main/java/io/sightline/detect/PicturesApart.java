package io.sightline.detect;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.picture.TestPicture;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How many pictures of a run a network really keeps apart. A graph may be exported for several and
 * mix them, where a size was written down for one or where a range is taken over all of them: what
 * it answered to a picture would then depend on the part beside it. So it is shown noise in every
 * place, and twice more with every second place changed, in noise and in contrast: the others'
 * answers must stay.
 */
final class PicturesApart {
  private static final System.Logger LOG = System.getLogger(PicturesApart.class.getName());

  /** More wait for each other longer than they gain. */
  private static final int MOST = 8;

  /** Numbers that are nearer than this part of them are the same: engines may round anew. */
  private static final double ROUNDING = 1e-3;

  private static final double LEAST = 1e-5;

  /** So many of an answer's numbers may differ where it stays. */
  private static final double STAYING = 1e-3;

  /** Of noise, the number of levels of brightness. */
  private static final int STRONG = 256;

  private static final int WEAK = 64;

  private PicturesApart() {}

  /**
   * How many pictures may be shown in one run, from 1 to {@value #MOST}; says why fewer than the
   * network takes. Runs the network three times where its session takes several.
   */
  static int count(Session session, ModelBundle bundle) {
    int pictures = Math.min(MOST, session.pictures());
    if (pictures == 1) {
      return 1;
    }
    try {
      List<List<float[]>> usual = answers(session, pictures, -1);
      for (int changed = 0; changed < 2; changed++) {
        List<List<float[]>> now = answers(session, pictures, changed);
        for (int i = 0; i < pictures; i++) {
          double different = different(usual.get(i), now.get(i));
          if (i % 2 == changed && different == 0) {
            return one(
                bundle, "it finds nothing in noise: nobody knows whether it keeps them apart");
          }
          if (i % 2 != changed && different > STAYING) {
            return one(bundle, "it answers to one what it sees in another");
          }
        }
      }
      return pictures;
    } catch (DetectException e) {
      return one(bundle, String.valueOf(e.getMessage()));
    } finally {
      IntStream.range(0, pictures).forEach(i -> clear(session.picture(i)));
    }
  }

  private static int one(ModelBundle bundle, String why) {
    LOG.log(
        Level.WARNING,
        "{0} takes several pictures in one run and is shown one at a time: {1}",
        bundle.name(),
        why);
    return 1;
  }

  /**
   * What is answered to noise, place by place.
   *
   * @param changed 0 where the even places have another noise than usual, 1 where the odd ones have
   */
  private static List<List<float[]>> answers(Session session, int pictures, int changed) {
    for (int i = 0; i < pictures; i++) {
      boolean other = i % 2 == changed;
      Random random = new Random(other ? i + pictures : i);
      int levels = other ? WEAK : STRONG;
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

  /** Which part of an output's numbers differs, 0 to 1: that of the output where it is most. */
  private static double different(List<float[]> ones, List<float[]> others) {
    return IntStream.range(0, ones.size())
        .mapToDouble(i -> different(ones.get(i), others.get(i)))
        .reduce(0, Math::max);
  }

  private static double different(float[] ones, float[] others) {
    long count = IntStream.range(0, ones.length).filter(i -> !isSame(ones[i], others[i])).count();
    return (double) count / ones.length;
  }

  private static boolean isSame(float one, float other) {
    return Math.abs(one - other) <= LEAST + ROUNDING * Math.max(Math.abs(one), Math.abs(other));
  }

  /** Where pictures are not kept apart, those that nobody shows must show nothing. */
  private static void clear(ByteBuffer picture) {
    for (int i = 0; i < picture.capacity(); i++) {
      picture.put(i, (byte) 0);
    }
  }
}
