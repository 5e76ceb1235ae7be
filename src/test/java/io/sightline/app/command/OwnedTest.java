package io.sightline.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A resource that fails to close must not keep a store locked or a camera open. */
class OwnedTest {
  private final List<String> closed = new ArrayList<>();
  private final Owned owned = new Owned();

  private AutoCloseable part(String name, boolean fails) {
    return () -> {
      closed.add(name);
      if (fails) {
        throw new IllegalStateException(name);
      }
    };
  }

  @Test
  void allAreClosedTheLastFirstWhateverFails() {
    owned.add(part("store", true));
    owned.addLast(part("log", false));
    owned.add(part("recorder", true));
    owned.add(part("line", false));

    assertThatThrownBy(owned::close)
        .hasMessage("recorder")
        .satisfies(why -> assertThat(why.getSuppressed()[0]).hasMessage("store"));
    assertThat(closed).containsExactly("line", "recorder", "store", "log");

    owned.close();
    assertThat(closed).as("closed once").hasSize(4);
  }

  @Test
  void whatFailsOnTheWayIsSuppressedByTheReason() {
    owned.add(part("store", true));
    RuntimeException reason = new RuntimeException("no recorder");

    owned.closeFor(reason);

    assertThat(reason.getSuppressed()[0]).hasMessage("store");
  }
}
