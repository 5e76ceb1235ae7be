package io.sightline.capture.simulation;

import io.sightline.capture.FrameSource;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.inspection.Phrase;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The simulated line, {@code sim:board}: an endless sequence of bare boards, one 1280 x 1024 pixel
 * frame per board, each carrying its own truth. With a pace, a board is due every 60/ppm seconds.
 * It is rendered just before, so that trigger and frame coincide and even a processor with few
 * cores is free to inspect the last board, as it would be with a real camera. No board is ever
 * skipped: if the reader is slow, boards come late. Opened, read and closed on one thread.
 */
public final class SimulatedLine implements FrameSource {
  private final BoardSettings settings;
  private final OptionalDouble partsPerMinute;
  private final FramePool pool;
  private final Pace pace;
  private final PartMaker maker;
  private final BoardRenderer renderer;
  private final MakingTime making;
  private long number;

  /**
   * Opens the line.
   *
   * @param partsPerMinute greater than 0; if empty, boards come as fast as they are taken
   * @param pool where frames come from; close it after this source
   */
  public SimulatedLine(BoardSettings settings, OptionalDouble partsPerMinute, FramePool pool) {
    this(settings, partsPerMinute, pool, Pace.of(partsPerMinute));
  }

  SimulatedLine(BoardSettings settings, OptionalDouble partsPerMinute, FramePool pool, Pace pace) {
    this.settings = settings;
    this.partsPerMinute = partsPerMinute;
    this.pool = pool;
    this.pace = pace;
    this.maker = new PartMaker(settings);
    this.renderer = new BoardRenderer();
    this.making = new MakingTime(partsPerMinute);
  }

  /** Returns the next board when it is due. Never empty. */
  @Override
  public Optional<Frame> next() throws InterruptedException {
    pace.await(number, making.ahead());
    long began = System.nanoTime();
    SimulatedPart part = maker.make(number);
    try (Frame frame = pool.take(BoardRenderer.WIDTH, BoardRenderer.HEIGHT)) {
      renderer.render(part, frame.mat());
      making.took(System.nanoTime() - began);
      pace.await(number);
      frame.tagged(FrameTag.now(number, "board " + number, Optional.of(part.truth())));
      number++;
      return Optional.of(frame.handOver());
    }
  }

  /** Returns true with a pace, as boards then pass regardless of whether they are read. */
  @Override
  public boolean live() {
    return partsPerMinute.isPresent();
  }

  @Override
  public String describe() {
    String speed =
        partsPerMinute.isPresent()
            ? String.format(Locale.ENGLISH, ", %,.0f a minute", partsPerMinute.getAsDouble())
            : "";
    return "Simulated boards, seed " + settings.seed() + speed;
  }

  @Override
  public Phrase phrase() {
    String seed = String.valueOf(settings.seed());
    return partsPerMinute.isPresent()
        ? Phrase.of("source.boards.paced", seed, Math.round(partsPerMinute.getAsDouble()))
        : Phrase.of("source.boards", seed);
  }

  @Override
  public void close() {
    renderer.close();
  }
}
