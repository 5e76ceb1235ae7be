package io.sightline.inspection;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The record of one judged part: everything a CSV row needs. Outlives the pixels.
 *
 * @param id globally unique
 * @param part the item
 * @param shift the shift it fell into; empty if none is set
 * @param recipe the recipe that judged it
 * @param model the network that inspected it
 * @param at when it was judged
 * @param verdict what was decided
 * @param defects what counts against it
 * @param times how long it took
 * @param origin what the source calls this image: a file name, a camera's frame number; may be
 *     empty
 * @param image the picture's path inside the archive, if one is kept
 * @param truth its true defects, if the source knows them
 * @param error why it could not be judged; present exactly if the verdict is ERROR
 */
public record Inspection(
    UUID id,
    Part part,
    String shift,
    RecipeVersion recipe,
    ModelVersion model,
    Instant at,
    Verdict verdict,
    List<Defect> defects,
    StageTimes times,
    String origin,
    Optional<String> image,
    Optional<GroundTruth> truth,
    Optional<String> error) {
  public Inspection {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(shift, "shift");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(truth, "truth");
    defects = List.copyOf(defects);
    if (error.isPresent() != (verdict == Verdict.ERROR)) {
      throw new IllegalArgumentException("An inspection has an error exactly when it is an ERROR");
    }
  }

  /** A copy whose picture is kept at this place in the archive. */
  public Inspection withImage(String path) {
    return new Inspection(
        id,
        part,
        shift,
        recipe,
        model,
        at,
        verdict,
        defects,
        times,
        origin,
        Optional.of(path),
        truth,
        error);
  }

  /** A defective part that passed. False if the truth is not known. */
  public boolean escape() {
    return verdict == Verdict.PASS && truth.map(GroundTruth::defective).orElse(false);
  }

  /** A good part that did not pass. False if the truth is not known. */
  public boolean overkill() {
    return verdict != Verdict.PASS && truth.map(known -> !known.defective()).orElse(false);
  }

  /**
   * The recipe of an inspection.
   *
   * @param name the recipe's name
   * @param version the recipe's version
   * @param product the product it judges
   * @param content everything it says; empty if an older Sightline recorded it without
   */
  public record RecipeVersion(
      String name, int version, String product, Optional<RecipeContent> content) {
    public RecipeVersion {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(product, "product");
      Objects.requireNonNull(content, "content");
    }
  }

  /**
   * The network of an inspection.
   *
   * @param name the bundle's name
   * @param version the bundle's version
   * @param hash SHA-256 of the ONNX file, 64 hexadecimal digits
   * @param engine what ran it: "cpu", "cuda", ...
   */
  public record ModelVersion(String name, String version, String hash, String engine) {
    public ModelVersion {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(hash, "hash");
      Objects.requireNonNull(engine, "engine");
    }
  }
}
