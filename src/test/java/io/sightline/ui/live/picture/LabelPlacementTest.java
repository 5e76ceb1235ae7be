package io.sightline.ui.live.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.ui.live.picture.LabelPlacement.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LabelPlacementTest {
  private static final Box VIEW = new Box(0, 0, 800, 600);
  private static final Size NAME = new Size(110, 20);

  @Test
  void aNameStandsAboveItsBox() {
    assertThat(place(new Box(100, 100, 200, 200))).hasValue(new Box(100, 80, 210, 100));
  }

  @Test
  void aNameStandsBelowWhereThereIsNoRoomAbove() {
    assertThat(place(new Box(100, 5, 200, 50))).hasValue(new Box(100, 50, 210, 70));
  }

  @Test
  void aNameAtTheRightEdgeIsSlidIntoView() {
    assertThat(place(new Box(780, 100, 799, 120))).hasValue(new Box(690, 80, 800, 100));
  }

  @Test
  void aNameThatFindsNoPlaceIsLeftOut() {
    assertThat(place(VIEW)).isEmpty();
  }

  @Property(tries = 200)
  void noNameEverCoversADefectOrAnotherName(@ForAll("boxes") List<Box> boxes) {
    List<Size> sizes = boxes.stream().map(box -> NAME).toList();

    List<Box> names =
        LabelPlacement.place(boxes, sizes, VIEW).stream().flatMap(Optional::stream).toList();

    List<Box> others = new ArrayList<>(boxes);
    for (Box name : names) {
      assertThat(others).allMatch(other -> other.intersection(name) == 0);
      assertThat(name.intersection(VIEW)).isEqualTo(name.area());
      others.add(name);
    }
  }

  @Provide
  Arbitrary<List<Box>> boxes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 760),
            Arbitraries.integers().between(0, 560),
            Arbitraries.integers().between(1, 300),
            Arbitraries.integers().between(1, 300))
        .as((x, y, w, h) -> new Box(x, y, x + w, y + h))
        .list()
        .ofMaxSize(12);
  }

  private static Optional<Box> place(Box box) {
    return LabelPlacement.place(List.of(box), List.of(NAME), VIEW).get(0);
  }
}
