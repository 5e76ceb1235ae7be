package io.sightline.store;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.Part;
import io.sightline.inspection.RecipeContent;
import io.sightline.inspection.StageTimes;
import io.sightline.inspection.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** Generates any inspection that the store promises to keep. */
public final class ArbitraryInspections {
  private ArbitraryInspections() {}

  public static Arbitrary<Inspection> any() {
    Arbitrary<Part> parts =
        Combinators.combine(
                text().filter(name -> !name.isBlank()),
                Arbitraries.longs().between(1, Long.MAX_VALUE),
                text(),
                instants())
            .as(Part::new);
    Arbitrary<RecipeVersion> recipes =
        Combinators.combine(
                text(), Arbitraries.integers(), text(), text().map(RecipeContent::of).optional())
            .as(RecipeVersion::new);
    Arbitrary<ModelVersion> models =
        Combinators.combine(text(), text(), text(), text()).as(ModelVersion::new);
    Arbitrary<UUID> ids =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
    Arbitrary<Rest> rests =
        Combinators.combine(
                instants(), Arbitraries.of(Verdict.class), times(), text(), text(), text())
            .as(Rest::new);
    return Combinators.combine(
            ids,
            parts,
            recipes,
            models,
            rests,
            defects().list().ofMaxSize(4),
            labels().list().ofMaxSize(3).map(GroundTruth::new).optional())
        .as(
            (id, part, recipe, model, rest, defects, truth) ->
                new Inspection(
                    id,
                    part,
                    rest.shift(),
                    recipe,
                    model,
                    rest.at(),
                    rest.verdict(),
                    defects,
                    rest.times(),
                    rest.origin(),
                    Optional.of(rest.image()).filter(image -> image.length() % 2 == 1),
                    truth,
                    rest.verdict() == Verdict.ERROR
                        ? Optional.of(rest.image())
                        : Optional.empty()));
  }

  /** Generates valid Unicode text, often with separators or characters that begin formulas. */
  public static Arbitrary<String> text() {
    Arbitrary<String> letters =
        Arbitraries.strings()
            .withChars("=+-@\t\r\n'\",;\\ äß日本\u0000\uFEFFaZ09")
            .withChars("\uff1d\u00a0")
            .ofMaxLength(12);
    Arbitrary<String> anything =
        Arbitraries.strings().all().ofMaxLength(8).filter(ArbitraryInspections::isUnicode);
    return Arbitraries.oneOf(letters, anything, Arbitraries.just("😀 Größe"));
  }

  private static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  private static Arbitrary<Instant> instants() {
    return Arbitraries.longs().map(nanos -> EpochNanos.toInstant(nanos));
  }

  private static Arbitrary<StageTimes> times() {
    Arbitrary<Double> ms =
        Arbitraries.doubles().between(0, 1e15).withDistribution(RandomDistribution.biased());
    return Combinators.combine(ms, ms, ms, ms, ms).as(StageTimes::new);
  }

  private static Arbitrary<Box> boxes() {
    Arbitrary<Double> edge = Arbitraries.doubles().between(-1e4, 1e4).map(x -> x + 0.0);
    Arbitrary<Double> side = Arbitraries.doubles().between(0.01, 1e4);
    return Combinators.combine(edge, edge, side, side)
        .as((x, y, w, h) -> new Box(x, y, x + w + 0.0, y + h + 0.0));
  }

  private static Arbitrary<Defect> defects() {
    return Combinators.combine(text(), Arbitraries.doubles().between(0, 1), boxes())
        .as(Defect::new);
  }

  private static Arbitrary<GroundTruth.Label> labels() {
    return Combinators.combine(text(), boxes()).as(GroundTruth.Label::new);
  }

  private record Rest(
      Instant at, Verdict verdict, StageTimes times, String shift, String origin, String image) {}

  /** Generates several inspections, no part twice. */
  public static Arbitrary<List<Inspection>> several() {
    return any()
        .list()
        .ofMaxSize(6)
        .uniqueElements(Inspection::id)
        .uniqueElements(
            inspection -> List.of(inspection.part().line(), inspection.part().serial()));
  }
}
