package io.sightline.capture.simulation;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.opencv.opencv_core.Mat;

/** Renders parts for tests. */
final class Pictures implements AutoCloseable {
  private final BoardRenderer renderer = new BoardRenderer();
  private final Mat image = new Mat(BoardRenderer.HEIGHT, BoardRenderer.WIDTH, CV_8UC3);

  /** Returns a part's pixels, three bytes each, row by row. */
  byte[] of(SimulatedPart part) {
    renderer.render(part, image);
    byte[] pixels = new byte[BoardRenderer.WIDTH * BoardRenderer.HEIGHT * 3];
    image.data().get(pixels);
    return pixels;
  }

  @Override
  public void close() {
    image.close();
    renderer.close();
  }
}
