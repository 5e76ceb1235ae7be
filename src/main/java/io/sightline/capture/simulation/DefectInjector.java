package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Adds defects to a board's design: finds places where a kind of defect is possible and
 * unmistakable, and gives it an irregular shape.
 */
final class DefectInjector {
  /** The minimum distance between two defects of a board, so that every box holds one defect. */
  private static final double APART = 30;

  /** The number of places tried for one kind of defect before the next kind is tried. */
  private static final int TRIES = 200;

  private final SplittableRandom random;
  private final MissingCopper missing;
  private final ExcessCopper excess;
  private final List<Flaw> flaws = new ArrayList<>();

  /**
   * @param difficulty as in {@link BoardSettings}
   */
  DefectInjector(Board board, double difficulty, SplittableRandom random) {
    this.random = random;
    DefectSites sites = new DefectSites(board, difficulty, random);
    missing = new MissingCopper(board, sites, random);
    excess = new ExcessCopper(board, sites, random);
  }

  /** Returns the requested number of flaws, of random kinds; fewer only if the board lacks room. */
  List<Flaw> inject(int count) {
    DefectKind[] kinds = DefectKind.values();
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(kinds.length);
      for (int k = 0; k < kinds.length; k++) {
        Optional<Flaw> flaw = find(kinds[(first + k) % kinds.length]);
        if (flaw.isPresent()) {
          flaws.add(flaw.get());
          break;
        }
      }
    }
    return List.copyOf(flaws);
  }

  private Optional<Flaw> find(DefectKind kind) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Flaw> flaw = attempt(kind);
      if (flaw.isPresent() && keepsApart(flaw.get())) {
        return flaw;
      }
    }
    return Optional.empty();
  }

  private Optional<Flaw> attempt(DefectKind kind) {
    return switch (kind) {
      case OPEN -> missing.open();
      case SHORT -> excess.shortCircuit();
      case MOUSEBITE -> missing.mousebite();
      case SPUR -> excess.spur();
      case COPPER -> excess.island();
      case PIN_HOLE -> missing.pinHole();
    };
  }

  private boolean keepsApart(Flaw flaw) {
    Area bounds = flaw.bounds().grown(APART);
    for (Flaw other : flaws) {
      if (other.bounds().touches(bounds)) {
        return false;
      }
    }
    return true;
  }
}
