package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.FramePool;
import org.junit.jupiter.api.Test;

/** Tests how many frames may wait. */
class InboxTest {
  @Test
  void soManyAreTakenAsThereIsRoomForAndTheNextIsGivenBack() throws InterruptedException {
    try (FramePool pool = new FramePool()) {
      Inbox inbox = new Inbox(2);
      assertThat(inbox.offer(pool.take(8, 6))).isTrue();
      assertThat(inbox.offer(pool.take(8, 6))).isTrue();
      assertThat(inbox.offer(pool.take(8, 6))).isFalse();
      assertThat(inbox.waiting()).isEqualTo(2);
      assertThat(pool.alive()).isEqualTo(2);

      inbox.take().orElseThrow().close();
      inbox.take().orElseThrow().close();
      assertThat(pool.alive()).isZero();
    }
  }
}
