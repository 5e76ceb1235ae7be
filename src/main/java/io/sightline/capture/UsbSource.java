package io.sightline.capture;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_videoio.CAP_ANY;
import static org.bytedeco.opencv.global.opencv_videoio.CAP_PROP_FRAME_HEIGHT;
import static org.bytedeco.opencv.global.opencv_videoio.CAP_PROP_FRAME_WIDTH;
import static org.bytedeco.opencv.global.opencv_videoio.CAP_V4L2;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.inspection.Phrase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.opencv.opencv_videoio.VideoCapture;

/**
 * A camera of this computer, opened through OpenCV: by Video4Linux on Linux, by the system's own
 * interface elsewhere. A silent camera is reported as lost after OpenCV's ten seconds. Opened, read
 * and closed on one thread.
 */
public final class UsbSource implements FrameSource {
  private final int number;
  private final VideoCapture capture;
  private final FramePool pool;
  private final int width;
  private final int height;
  private long delivered;

  private UsbSource(int number, VideoCapture capture, FramePool pool) {
    this.number = number;
    this.capture = capture;
    this.pool = pool;
    this.width = Math.max(1, (int) capture.get(CAP_PROP_FRAME_WIDTH));
    this.height = Math.max(1, (int) capture.get(CAP_PROP_FRAME_HEIGHT));
  }

  /**
   * Opens the camera in its default resolution.
   *
   * @throws CameraAwayException if there is no such camera, or it does not open
   * @throws CaptureException if access is not permitted
   */
  public static UsbSource open(int number, FramePool pool) {
    if (Cameras.LINUX) {
      checkDevice(number);
    }
    VideoCapture capture = new VideoCapture();
    if (!capture.open(number, Cameras.LINUX ? CAP_V4L2 : CAP_ANY)) {
      capture.close();
      throw new CameraAwayException(
          "The camera usb:%d does not open: check that no other program uses it".formatted(number));
    }
    return new UsbSource(number, capture, pool);
  }

  private static void checkDevice(int number) {
    Path device = Cameras.device(number);
    if (!Files.exists(device)) {
      String found =
          Cameras.connected().stream()
              .map(camera -> "usb:%d (%s)".formatted(camera.number(), camera.name()))
              .collect(Collectors.joining(", "));
      throw new CameraAwayException(
          "There is no camera usb:%d (no %s): %s"
              .formatted(
                  number, device, found.isEmpty() ? "no camera is connected" : "found " + found));
    }
    if (!Files.isReadable(device) || !Files.isWritable(device)) {
      throw new CaptureException(
          "The camera usb:%d may not be used: add this user to the group of %s, usually video"
              .formatted(number, device));
    }
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try (Frame frame = pool.take(width, height)) {
      if (!capture.read(frame.mat())) {
        throw new CaptureException(
            "The camera usb:%d sends no more pictures: check its cable".formatted(number));
      }
      if (frame.mat().type() != CV_8UC3) {
        throw new CaptureException(
            "The camera usb:%d sends pictures that are not 8-bit colour".formatted(number));
      }
      frame.tagged(FrameTag.now(delivered, String.valueOf(delivered), Optional.empty()));
      delivered++;
      return Optional.of(frame.handOver());
    }
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public String describe() {
    return "The camera " + shown();
  }

  @Override
  public Phrase phrase() {
    return Phrase.of("source.camera", shown());
  }

  private String shown() {
    return "usb:%d, %dx%d".formatted(number, width, height);
  }

  @Override
  public void close() {
    capture.release();
    capture.close();
  }
}
