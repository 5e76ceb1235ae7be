package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests that each number is given out once. */
class SerialsTest {
  private final Serials serials = new Serials();

  @Test
  void severalInARowAreAllTaken() {
    serials.goOnAfter(40);

    assertThat(serials.next(1)).isEqualTo(41);
    assertThat(serials.next(5)).isEqualTo(42);
    assertThat(serials.next(1)).isEqualTo(47);
    assertThat(serials.first()).isEqualTo(41);
  }
}
