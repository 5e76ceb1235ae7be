package io.sightline.capture;

import io.sightline.config.OperatingSystem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds this computer's cameras without opening any of them. Supported on Linux only. */
public final class Cameras {
  static final boolean LINUX = OperatingSystem.current() == OperatingSystem.LINUX;

  private Cameras() {}

  /**
   * One camera.
   *
   * @param number as in {@code usb:0}
   * @param name the manufacturer's name for it
   */
  public record Camera(int number, String name) {}

  /** Returns the cameras that Video4Linux lists, by number; empty on other systems. */
  public static List<Camera> connected() {
    return connected(Path.of("/sys/class/video4linux"));
  }

  /**
   * Reads a Video4Linux class folder, which has one entry per device with the device's name and its
   * index within the camera. A camera may expose several devices, of which only the first, index 0,
   * delivers pictures.
   */
  static List<Camera> connected(Path devices) {
    List<Camera> cameras = new ArrayList<>();
    if (Files.isDirectory(devices)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(devices, "video[0-9]*")) {
        for (Path entry : entries) {
          if (text(entry.resolve("index"), "0").equals("0")) {
            String device = String.valueOf(entry.getFileName());
            int number = Integer.parseInt(device.substring("video".length()));
            cameras.add(new Camera(number, text(entry.resolve("name"), device)));
          }
        }
      } catch (IOException | NumberFormatException e) {
        throw new CaptureException("Cannot list the cameras in " + devices, e);
      }
    }
    cameras.sort(Comparator.comparingInt(Camera::number));
    return List.copyOf(cameras);
  }

  static Path device(int number) {
    return Path.of("/dev/video" + number);
  }

  private static String text(Path file, String otherwise) throws IOException {
    return Files.exists(file) ? Files.readString(file).strip() : otherwise;
  }
}
