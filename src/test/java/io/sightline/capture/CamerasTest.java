package io.sightline.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.sightline.capture.Cameras.Camera;
import io.sightline.capture.source.FrameSources;
import io.sightline.image.FramePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CamerasTest {
  @TempDir Path devices;

  @Test
  void listsTheDevicesThatGivePictures() throws IOException {
    device("video10", "0", "Second camera");
    device("video2", "0", "First camera");
    device("video3", "1", "First camera");
    Files.createDirectory(devices.resolve("v4l-subdev0"));
    assertThat(Cameras.connected(devices))
        .containsExactly(new Camera(2, "First camera"), new Camera(10, "Second camera"));
    assertThat(Cameras.connected(devices.resolve("none"))).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatThereIsNoSuchCamera() {
    assumeFalse(Files.exists(Path.of("/dev/video250")), "This computer has 251 cameras");
    try (FramePool pool = new FramePool()) {
      assertThatThrownBy(() -> FrameSources.open(SourceUri.parse("usb:250"), pool))
          .isInstanceOf(CameraAwayException.class)
          .hasMessageStartingWith("There is no camera usb:250 (no /dev/video250): ");
    }
  }

  private void device(String name, String index, String camera) throws IOException {
    Path entry = Files.createDirectory(devices.resolve(name));
    Files.writeString(entry.resolve("index"), index + "\n");
    Files.writeString(entry.resolve("name"), camera + "\n");
  }
}
