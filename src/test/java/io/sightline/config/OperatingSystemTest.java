package io.sightline.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatingSystemTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, LINUX",
    "Mac OS X, MAC",
    "Windows 11, WINDOWS",
    "Windows Server 2022, WINDOWS",
    "Darwin, OTHER",
    "FreeBSD, OTHER",
    "'', OTHER"
  })
  void isKnownByTheNameThatJavaGivesIt(String name, OperatingSystem system) {
    assertThat(OperatingSystem.named(name)).isEqualTo(system);
  }
}
