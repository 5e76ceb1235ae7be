package io.sightline.capture.simulation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes part number i of a seed, independently of the parts made before. Design, flaws and
 * appearance each have their own random stream, so that the same board exists with and without its
 * flaws. Not thread-safe.
 */
final class PartMaker {
  private final BoardSettings settings;
  private final BoardGenerator generator = new BoardGenerator();

  PartMaker(BoardSettings settings) {
    this.settings = settings;
  }

  SimulatedPart make(long number) {
    Board board = generator.generate(stream(number, 1));
    SplittableRandom fate = stream(number, 2);
    List<Flaw> flaws = List.of();
    if (fate.nextDouble() < settings.defects()) {
      int spread = settings.most() - settings.fewest() + 1;
      // The smaller of two draws, as one defect is more common than three.
      int count = settings.fewest() + Math.min(fate.nextInt(spread), fate.nextInt(spread));
      flaws = new DefectInjector(board, settings.difficulty(), fate).inject(count);
    }
    SplittableRandom looks = stream(number, 3);
    Pose pose =
        Pose.of(
            board,
            BoardRenderer.WIDTH / 2.0 + between(looks, -12, 12),
            BoardRenderer.HEIGHT / 2.0 + between(looks, -10, 10),
            between(looks, 0.99, 1.01),
            between(looks, -0.02, 0.02));
    return new SimulatedPart(
        number,
        board,
        flaws,
        pose,
        between(looks, 0.92, 1.06),
        looks.nextDouble(),
        looks.nextLong());
  }

  private SplittableRandom stream(long number, int purpose) {
    long mixed = mix(settings.seed() * 0x9E3779B97F4A7C15L + purpose);
    return new SplittableRandom(mix(mixed + number * 0xD1B54A32D192ED03L));
  }

  /** Stafford's thirteenth variant of the 64-bit finaliser, as in SplittableRandom itself. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static double between(SplittableRandom random, double least, double most) {
    return least + random.nextDouble() * (most - least);
  }
}
