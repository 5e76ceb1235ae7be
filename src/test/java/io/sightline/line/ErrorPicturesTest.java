package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tests how many pictures of parts without a verdict are kept, on a clock of its own. */
class ErrorPicturesTest {
  private static final long MINUTE = 60_000_000_000L;

  /** Negative, because such clocks may start anywhere. */
  private static final long START = -MINUTE * 3 / 2;

  private final ErrorPictures pictures = new ErrorPictures(START);

  @Test
  void aFewAsItBeginsThenOneAMinute() {
    assertThat(keptIn(1)).isEqualTo(3);
    for (int minute = 2; minute < 60; minute++) {
      assertThat(keptIn(minute)).as("minute %d", minute).isEqualTo(1);
    }
  }

  @Test
  void aFewOnceMoreWhereItBeginsAnew() {
    assertThat(keptIn(1)).isEqualTo(3);
    assertThat(keptIn(30)).isEqualTo(3);
    assertThat(keptIn(31)).isEqualTo(1);
  }

  /** Returns how many pictures of a thousand parts are kept in a minute, 1 for the first. */
  private long keptIn(int minute) {
    long from = START + (minute - 1) * MINUTE;
    return LongStream.range(0, 1_000)
        .filter(part -> pictures.keepsOne(from + part * MINUTE / 1_000))
        .count();
  }
}
