package io.sightline.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.testfx.util.WaitForAsyncUtils;

/** What tests of the screen wait for: it shows a change when it comes to it. */
public final class OnScreen {
  private OnScreen() {}

  /** Waits, half a minute at most, until this holds on the screen's own thread. */
  public static void until(String what, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(
          30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
    } catch (Exception e) {
      throw new AssertionError("Waited in vain until " + what, e);
    }
  }
}
