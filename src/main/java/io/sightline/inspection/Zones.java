package io.sightline.inspection;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A recipe's ignore zones, checked against the size of the pictures. */
record Zones(List<Box> all) {
  Zones {
    all = List.copyOf(all);
  }

  /**
   * Why these zones cannot be meant for such a picture: one lies outside it, or together they cover
   * it.
   */
  Optional<Misfit> misfit(Box picture) {
    return all.stream()
        .filter(zone -> zone.intersection(picture) == 0)
        .findFirst()
        .<Misfit>map(Misfit.ZoneOutside::new)
        .or(() -> covers(picture) ? Optional.of(coverage()) : Optional.empty());
  }

  private Misfit coverage() {
    return all.size() == 1
        ? new Misfit.ZoneCoversAll(all.get(0))
        : new Misfit.ZonesCoverAll(all.size());
  }

  /**
   * The edges of all zones divide the picture into fields, each inside some zone or outside all.
   */
  private boolean covers(Box picture) {
    double[] xs = edges(picture.x1(), picture.x2(), Box::x1, Box::x2);
    double[] ys = edges(picture.y1(), picture.y2(), Box::y1, Box::y2);
    return IntStream.range(1, xs.length)
        .allMatch(
            i ->
                IntStream.range(1, ys.length)
                    .mapToObj(k -> new Box(xs[i - 1], ys[k - 1], xs[i], ys[k]))
                    .allMatch(field -> all.stream().anyMatch(z -> z.intersection(field) > 0)));
  }

  private double[] edges(
      double from, double to, ToDoubleFunction<Box> first, ToDoubleFunction<Box> last) {
    DoubleStream ofZones =
        all.stream()
            .flatMapToDouble(
                zone -> DoubleStream.of(first.applyAsDouble(zone), last.applyAsDouble(zone)));
    return DoubleStream.concat(DoubleStream.of(from, to), ofZones)
        .filter(edge -> edge >= from && edge <= to)
        .distinct()
        .sorted()
        .toArray();
  }
}
