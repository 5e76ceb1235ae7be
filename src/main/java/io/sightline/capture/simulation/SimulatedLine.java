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
 * The simulated line, {@code sim:board}: bare boards going by for ever, one frame a board, 1280 x
 * 1024 pixels, each carrying the truth about itself. With a pace, a board falls due every 60/ppm
 * seconds; it is rendered just before, so that trigger and frame coincide, and so that a processor
 * of few cores is free for the last board's look as it would be beside a real camera. No board is
 * ever skipped: where the reader is slow, boards come late. Opened, read and closed on one thread.
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
   * @param partsPerMinute greater than 0; empty: as fast as boards are taken
   * @param pool where frames come from; to be closed after this source
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

  /** The next board, when it is due. Never empty. */
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

  /** True with a pace: boards go by whether or not anybody looks. */
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
