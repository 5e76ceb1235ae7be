package io.sightline.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {
  private static final int ODD = 8;

  /** Fails on pictures of that width; if broken, on all. */
  private static final class Failing extends MadeUpNetwork {
    private final boolean broken;

    Failing(boolean broken) {
      super("scratch");
      this.broken = broken;
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      if (broken || frames.stream().anyMatch(frame -> frame.width() == ODD)) {
        throw new DetectException("It answered no number");
      }
      return frames.stream().map(frame -> new Findings(List.of(), 0, 1, 0)).toList();
    }
  }

  @Test
  void thePictureThatFailsIsToldApartFromThoseBesideIt() {
    try (FramePool pool = new FramePool();
        Frame fine = pool.take(16, 16);
        Frame odd = pool.take(ODD, 16);
        Frame alsoFine = pool.take(16, 16)) {
      List<Answer> answers = new Looks(new Failing(false)).at(List.of(fine, odd, alsoFine));

      assertThat(answers)
          .extracting(each -> each.findings().isPresent())
          .containsExactly(true, false, true);
      assertThat(answers.get(1).failure()).contains("It answered no number");
    }
  }

  @Test
  void aBrokenDetectorEndsTheRun() {
    try (FramePool pool = new FramePool();
        Frame fine = pool.take(16, 16)) {
      Looks looks = new Looks(new Failing(true));
      assertThatThrownBy(() -> looks.at(List.of(fine)))
          .isInstanceOf(DetectException.class)
          .hasMessage("It answered no number");
    }
  }
}
