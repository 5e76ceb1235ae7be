package io.sightline.capture.simulation;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Measures the cost of a simulated board: CPU time of the thread that designs and renders it,
 * kernel included. Not a test: {@code java … RenderCost}.
 */
final class RenderCost {
  private static final int BOARDS = 300;
  private static final int ROUNDS = 6;

  private RenderCost() {}

  public static void main(String[] arguments) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    PartMaker maker = new PartMaker(BoardSettings.DEFAULT.withSeed(7));
    try (BoardRenderer renderer = new BoardRenderer();
        Mat picture = new Mat(BoardRenderer.HEIGHT, BoardRenderer.WIDTH, CV_8UC3)) {
      for (int round = 1; round <= ROUNDS; round++) {
        long design = 0;
        long render = 0;
        for (int i = 0; i < BOARDS; i++) {
          long start = clock.getCurrentThreadCpuTime();
          SimulatedPart part = maker.make((long) round * BOARDS + i);
          long drawnUp = clock.getCurrentThreadCpuTime();
          renderer.render(part, picture);
          design += drawnUp - start;
          render += clock.getCurrentThreadCpuTime() - drawnUp;
        }
        double milliseconds = (design + render) / 1e6 / BOARDS;
        System.out.printf(
            "round %d: design %.2f ms, render %.2f ms a board; 1,000 a minute cost %.3f of a core%n",
            round, design / 1e6 / BOARDS, render / 1e6 / BOARDS, milliseconds * 1000 / 60_000);
      }
    }
  }
}
