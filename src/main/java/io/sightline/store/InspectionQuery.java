package io.sightline.store;

import io.sightline.inspection.Verdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Selects inspections. Each component narrows the selection; an empty one does not.
 *
 * @param line only this line
 * @param product only this product
 * @param lot only this lot
 * @param from judged at this moment or later
 * @param to judged before this moment
 * @param fromSerial serial numbers from this one on
 * @param verdicts only these; empty for any
 */
public record InspectionQuery(
    Optional<String> line,
    Optional<String> product,
    Optional<String> lot,
    Optional<Instant> from,
    Optional<Instant> to,
    OptionalLong fromSerial,
    Set<Verdict> verdicts) {
  /** Every inspection. */
  public static final InspectionQuery ALL =
      new InspectionQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Set.of());

  public InspectionQuery {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(product, "product");
    Objects.requireNonNull(lot, "lot");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(fromSerial, "fromSerial");
    verdicts = Set.copyOf(verdicts);
  }

  public InspectionQuery ofLine(String name) {
    return new InspectionQuery(Optional.of(name), product, lot, from, to, fromSerial, verdicts);
  }

  public InspectionQuery ofProduct(String name) {
    return new InspectionQuery(line, Optional.of(name), lot, from, to, fromSerial, verdicts);
  }

  public InspectionQuery ofLot(String name) {
    return new InspectionQuery(line, product, Optional.of(name), from, to, fromSerial, verdicts);
  }

  public InspectionQuery since(Instant moment) {
    return new InspectionQuery(line, product, lot, Optional.of(moment), to, fromSerial, verdicts);
  }

  public InspectionQuery until(Instant moment) {
    return new InspectionQuery(line, product, lot, from, Optional.of(moment), fromSerial, verdicts);
  }

  public InspectionQuery fromSerial(long serial) {
    return new InspectionQuery(line, product, lot, from, to, OptionalLong.of(serial), verdicts);
  }

  public InspectionQuery withVerdicts(Set<Verdict> some) {
    return new InspectionQuery(line, product, lot, from, to, fromSerial, some);
  }
}
