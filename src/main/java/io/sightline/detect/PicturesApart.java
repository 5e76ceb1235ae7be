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
 * mix them, where a size was written down for one: what it answered to a picture would then depend
 * on the part beside it. So each place is tried with a noise of its own, alone and among the
 * others.
 */
final class PicturesApart {
  private static final System.Logger LOG = System.getLogger(PicturesApart.class.getName());

  /** More wait for each other longer than they gain. */
  private static final int MOST = 8;

  /** An answer is so many times nearer to that of the same picture alone than to another's. */
  private static final double TIMES_NEARER = 20;

  private PicturesApart() {}

  /**
   * How many pictures may be shown in one run, from 1 to {@value #MOST}. Runs the network where its
   * session takes several.
   *
   * @throws DetectException when it cannot look at one picture alone
   */
  static int count(Session session, ModelBundle bundle) {
    int pictures = Math.min(MOST, session.pictures());
    if (pictures == 1) {
      return 1;
    }
    try {
      return areApart(session, bundle, pictures) ? pictures : 1;
    } finally {
      IntStream.range(0, pictures).forEach(i -> clear(session.picture(i)));
    }
  }

  private static boolean areApart(Session session, ModelBundle bundle, int pictures) {
    List<List<float[]>> alone =
        IntStream.range(0, pictures).mapToObj(i -> alone(session, i)).toList();
    IntStream.range(0, pictures).forEach(i -> paint(session, i, i));
    try {
      session.run(pictures);
    } catch (DetectException e) {
      LOG.log(Level.WARNING, "{0} is shown one picture at a time: {1}", bundle.name(), e);
      return false;
    }
    for (int i = 0; i < pictures; i++) {
      List<float[]> another = alone.get((i + 1) % pictures);
      if (!differ(alone.get(i), another) || !isApart(copy(session, i), alone.get(i), another)) {
        LOG.log(
            Level.WARNING,
            "{0} does not tell the pictures of a run apart: it is shown one at a time",
            bundle.name());
        return false;
      }
    }
    return true;
  }

  /** Where pictures are not kept apart, those that nobody shows must show nothing. */
  private static void clear(ByteBuffer picture) {
    for (int i = 0; i < picture.capacity(); i++) {
      picture.put(i, (byte) 0);
    }
  }

  private static List<float[]> alone(Session session, int noise) {
    paint(session, 0, noise);
    session.run();
    return copy(session, 0);
  }

  private static void paint(Session session, int place, int noise) {
    Random random = new Random(noise);
    TestPicture.paint(
        session.input(), session.picture(place), (x, y, colour) -> random.nextInt(256));
  }

  private static List<float[]> copy(Session session, int place) {
    return session.answer(place).stream().map(PicturesApart::copy).toList();
  }

  private static float[] copy(FloatBuffer answer) {
    float[] numbers = new float[answer.limit()];
    answer.get(0, numbers);
    return numbers;
  }

  private static boolean differ(List<float[]> ones, List<float[]> others) {
    return IntStream.range(0, ones.size()).anyMatch(i -> distance(ones.get(i), others.get(i)) > 0);
  }

  private static boolean isApart(List<float[]> among, List<float[]> alone, List<float[]> another) {
    return IntStream.range(0, among.size())
        .allMatch(
            i ->
                TIMES_NEARER * distance(among.get(i), alone.get(i))
                    <= distance(alone.get(i), another.get(i)));
  }

  /** Not a number where one of them is none: then nothing is near. */
  private static double distance(float[] ones, float[] others) {
    return IntStream.range(0, ones.length).mapToDouble(i -> Math.abs(ones[i] - others[i])).sum();
  }
}
