package io.sightline.line;

import io.sightline.inspection.Inspection;
import io.sightline.store.InspectionQuery;
import io.sightline.store.InspectionStore;
import io.sightline.store.MissedParts;
import io.sightline.store.VerdictCounts;
import java.util.List;
import java.util.stream.Stream;

/** The real store, for subclasses that change one method. */
class DelegatingStore implements InspectionStore {
  private final InspectionStore real;

  DelegatingStore(InspectionStore real) {
    this.real = real;
  }

  @Override
  public void append(List<Inspection> inspections) {
    real.append(inspections);
  }

  @Override
  public void appendMissed(MissedParts missed) {
    real.appendMissed(missed);
  }

  @Override
  public Stream<Inspection> find(InspectionQuery query) {
    return real.find(query);
  }

  @Override
  public VerdictCounts count(InspectionQuery query) {
    return real.count(query);
  }

  @Override
  public long lastSerial(String line) {
    return real.lastSerial(line);
  }

  @Override
  public void close() {}
}
