package io.sightline.store;

import java.nio.file.Path;

/** Opens a store, records that a part was missed and closes it, or prints why it cannot. */
final class OpeningStation {
  private OpeningStation() {}

  public static void main(String[] arguments) {
    try (InspectionStore store = SqliteStore.open(new DataDirectory(Path.of(arguments[0])))) {
      long serial = store.lastSerial("A") + 1;
      store.appendMissed(
          new MissedParts("A", "lot-1", "early", "board", SampleInspections.START, serial, 1));
    } catch (StoreException e) {
      System.out.println(e.getMessage());
    }
  }
}
