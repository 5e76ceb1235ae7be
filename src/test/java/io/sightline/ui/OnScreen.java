package io.sightline.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.testfx.util.WaitForAsyncUtils;

/** Waiting for the screen, which shows changes asynchronously. */
public final class OnScreen {
  private OnScreen() {}

  /** Waits up to 30 seconds until the condition holds on the JavaFX thread. */
  public static void until(String what, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(
          30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
    } catch (Exception e) {
      throw new AssertionError("Waited in vain until " + what, e);
    }
  }
}
