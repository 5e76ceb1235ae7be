package io.sightline.inspection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Zones of a recipe, in whichever a detection does not count, beside the pictures it judges. */
record Zones(List<Box> all) {
  Zones {
    all = List.copyOf(all);
  }

  /**
   * Why these cannot be meant for such a picture: one lies beside it, or they leave nothing of it.
   *
   * @return as a sentence goes on after "as"; empty where they can
   */
  Optional<String> misfit(Box picture) {
    return all.stream()
        .filter(zone -> zone.intersection(picture) == 0)
        .findFirst()
        .map(zone -> "its zone " + said(zone) + " lies beside them")
        .or(() -> covers(picture) ? Optional.of(coverage()) : Optional.empty());
  }

  private String coverage() {
    String which = all.size() == 1 ? "its zone " + said(all.get(0)) + " covers" : "its zones cover";
    return which + " all of them and nothing would count";
  }

  private static String said(Box zone) {
    return String.format(
        Locale.ROOT, "from %.0f,%.0f to %.0f,%.0f", zone.x1(), zone.y1(), zone.x2(), zone.y2());
  }

  /** The edges of all zones part the picture into fields: each lies in a zone or outside of it. */
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
    DoubleStream of =
        all.stream()
            .flatMapToDouble(
                zone -> DoubleStream.of(first.applyAsDouble(zone), last.applyAsDouble(zone)));
    return DoubleStream.concat(DoubleStream.of(from, to), of)
        .filter(edge -> edge >= from && edge <= to)
        .distinct()
        .sorted()
        .toArray();
  }
}
