package io.sightline.inspection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides about a product's parts. Versioned: a changed recipe is a new version, and every
 * inspection names the one that judged it.
 *
 * @param name the recipe's name
 * @param version from 1
 * @param product the product it judges
 * @param model the name of the model bundle, or the path of an ONNX file
 * @param standard the limit for every class that {@code limits} does not name
 * @param limits the limits by class name
 * @param ignore zones in source pixels: a detection whose centre lies in one does not count
 * @param defectsToFail how many defects fail a part, 1 or more
 * @param minimumContrast the least contrast, 0 to 255, that a picture must have for a part to pass;
 *     0 for products whose good parts look plain
 */
public record Recipe(
    String name,
    int version,
    String product,
    String model,
    ClassLimit standard,
    Map<String, ClassLimit> limits,
    List<Box> ignore,
    int defectsToFail,
    double minimumContrast) {
  /** More than a camera's noise in the dark, far less than any lit part shows. */
  public static final double USUAL_CONTRAST = 8;

  public Recipe {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(product, "product");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(standard, "standard");
    limits = Map.copyOf(limits);
    ignore = List.copyOf(ignore);
    if (name.isBlank()) {
      throw new IllegalArgumentException("A recipe needs a name");
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("model is empty: name a bundled model or an ONNX file");
    }
    if (version < 1) {
      throw new IllegalArgumentException("A recipe's version is 1 or more, not " + version);
    }
    if (defectsToFail < 1) {
      throw new IllegalArgumentException("defectsToFail is 1 or more, not " + defectsToFail);
    }
    requireContrast(minimumContrast);
  }

  /**
   * Ensures that this can be a {@code minimumContrast}.
   *
   * @throws IllegalArgumentException if it is not from 0 to 255
   */
  public static void requireContrast(double minimum) {
    if (!(minimum >= 0 && minimum <= 255)) {
      throw new IllegalArgumentException("minimumContrast is from 0 to 255, not " + minimum);
    }
  }

  /** A recipe with the {@linkplain #USUAL_CONTRAST usual contrast}. */
  public Recipe(
      String name,
      int version,
      String product,
      String model,
      ClassLimit standard,
      Map<String, ClassLimit> limits,
      List<Box> ignore,
      int defectsToFail) {
    this(name, version, product, model, standard, limits, ignore, defectsToFail, USUAL_CONTRAST);
  }

  /**
   * Why this recipe cannot be meant for pictures of a size, as its zones and sizes are in pixels: a
   * zone lies outside them, the zones together cover them, or nothing in them reaches a minimum
   * size.
   *
   * @param width of the pictures in pixels
   * @param height of the pictures in pixels
   */
  public Optional<Misfit> misfit(int width, int height) {
    Box picture = new Box(0, 0, width, height);
    return new Zones(ignore).misfit(picture).or(() -> unreached(picture));
  }

  private Optional<Misfit> unreached(Box picture) {
    return Stream.concat(Stream.of(standard), limits.values().stream())
        .map(ClassLimit::minimumSize)
        .filter(size -> size > picture.longerSide())
        .findFirst()
        .map(Misfit.SizeUnreached::new);
  }

  /** The limit for a class. */
  public ClassLimit limitFor(String className) {
    return limits.getOrDefault(className, standard);
  }

  /**
   * The lowest confidence that matters to this recipe; detections below it need not be reported.
   */
  public double lowestConfidence() {
    return limits.values().stream()
        .mapToDouble(ClassLimit::reviewFrom)
        .reduce(standard.reviewFrom(), Math::min);
  }
}
