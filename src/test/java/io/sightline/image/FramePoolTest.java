package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests who owns pixels, and for how long. */
class FramePoolTest {
  private final FramePool pool = new FramePool();

  @Test
  void pixelsThatCameBackAreTakenAgain() {
    long address;
    try (Frame frame = pool.take(8, 6)) {
      address = frame.mat().data().address();
      assertThat(pool.alive()).isEqualTo(1);
    }
    assertThat(pool.alive()).isZero();
    try (Frame next = pool.take(8, 6);
        Frame other = pool.take(8, 6)) {
      assertThat(next.mat().data().address()).isEqualTo(address);
      assertThat(other.mat().data().address()).isNotEqualTo(address);
    }
    pool.close();
  }

  @Test
  void sharedPixelsComeBackWithTheLastOfTheirFrames() {
    Frame one = pool.take(8, 6);
    long address = one.mat().data().address();
    Frame two = one.share().tagged(FrameTag.now(7, "belt", Optional.empty()));
    assertThat(two.mat().data().address()).isEqualTo(address);
    assertThat(one.tag()).isEqualTo(FrameTag.NONE);

    one.close();
    one.close();
    assertThat(two.tag().origin()).isEqualTo("belt");
    assertThat(pool.alive()).isEqualTo(1);
    try (Frame other = pool.take(8, 6)) {
      assertThat(other.mat().data().address()).isNotEqualTo(address);
    }
    two.close();
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void aFrameGivenAwayIsClosedAndItsPixelsAreTheNewOwners() {
    Frame one = pool.take(8, 6);
    Frame two = one.handOver();
    assertThatThrownBy(one::mat).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(one::share).isInstanceOf(IllegalStateException.class);
    assertThat(pool.alive()).isEqualTo(1);
    two.close();
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void aFrameOutlivesItsPool() {
    Frame one = pool.take(8, 6);
    Frame two = one.share();
    pool.close();
    one.close();
    assertThat(two.mat().rows()).isEqualTo(6);
    two.close();
    assertThatThrownBy(() -> pool.take(8, 6)).isInstanceOf(IllegalStateException.class);
  }
}
