package io.sightline.line;

import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.OneLine;
import io.sightline.inspection.SightlineException;
import io.sightline.store.ImageArchive;
import io.sightline.store.InspectionStore;
import io.sightline.store.MissedParts;
import io.sightline.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes the inspections of all the station's lines on its own thread, in groups: one commit for
 * everything that arrived during the previous one. A picture is on disk before the row that refers
 * to it. If the disk is slower than the lines, {@link #append} waits, the inboxes fill, and parts
 * are counted as missed: nothing is dropped here.
 */
public final class Recorder implements AutoCloseable {
  private static final int MOST_WAITING = 256;

  /** Frames are a few MB each, so fewer may wait than rows. */
  private static final int MOST_PICTURES = 16;

  /** A commit waits for the disk: ten a second cost little and lose little in a power cut. */
  private static final long GATHER_MS = 100;

  private final InspectionStore store;
  private final ImageArchive archive;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Semaphore pictures = new Semaphore(MOST_PICTURES);
  private final Thread thread = new Thread(this::run, "recorder");

  @SuppressWarnings("ThreadPriorityCheck") // only a hint; correctness does not depend on it
  public Recorder(InspectionStore store, ImageArchive archive) {
    this.store = store;
    this.archive = archive;
    // A verdict is urgent, a picture on disk is not: the network takes precedence for a core, never
    // for long, as the queue here is bounded.
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  InspectionStore store() {
    return store;
  }

  /**
   * Hands over an inspection and, if its picture is to be kept, the frame, which the recorder then
   * owns and closes, even if this is interrupted.
   */
  void append(Inspection inspection, Optional<Frame> picture, Listener listener)
      throws InterruptedException {
    try {
      if (picture.isPresent()) {
        pictures.acquire();
      }
    } catch (InterruptedException e) {
      picture.ifPresent(Frame::close);
      throw e;
    }
    Judged entry = new Judged(inspection, picture, listener);
    try {
      queue.put(entry);
    } catch (InterruptedException e) {
      free(entry);
      throw e;
    }
  }

  /** Hands over a number of missed parts. */
  void appendMissed(MissedParts parts, Listener listener) throws InterruptedException {
    queue.put(new WentBy(parts, listener));
  }

  /** Waits until everything handed over before is on disk or reported as failed. */
  void flush() throws InterruptedException {
    Mark mark = new Mark(new CountDownLatch(1), false);
    queue.put(mark);
    mark.reached().await();
  }

  /** Writes what was handed over, then ends the thread. Store and archive stay open. */
  @Override
  public void close() {
    Uninterruptibly.run(() -> queue.put(new Mark(new CountDownLatch(1), true)));
    Uninterruptibly.run(thread::join);
  }

  private void run() {
    List<Entry> group = new ArrayList<>();
    boolean last = false;
    while (!last) {
      try {
        group.add(queue.take());
        if (!(group.get(0) instanceof Mark)) {
          TimeUnit.MILLISECONDS.sleep(GATHER_MS);
        }
      } catch (InterruptedException e) {
        // Only close() ends this thread: everything handed over must be written first.
      }
      queue.drainTo(group);
      write(group);
      for (Entry entry : group) {
        if (entry instanceof Mark mark) {
          mark.reached().countDown();
          last |= mark.last();
        }
      }
      group.clear();
    }
  }

  private void write(List<Entry> group) {
    List<Judged> judged = new ArrayList<>();
    List<Inspection> rows = new ArrayList<>();
    for (Entry entry : group) {
      if (entry instanceof Judged one) {
        judged.add(one);
        rows.add(keepPicture(one));
      }
    }
    try {
      if (!rows.isEmpty()) {
        store.append(rows);
      }
      for (int i = 0; i < rows.size(); i++) {
        judged.get(i).listener().recorded(rows.get(i));
      }
    } catch (RuntimeException | Error e) {
      SightlineException reason = known(e);
      judged.forEach(one -> one.listener().failed(reason));
    }
    for (Entry entry : group) {
      if (entry instanceof WentBy missed) {
        try {
          store.appendMissed(missed.parts());
        } catch (RuntimeException | Error e) {
          missed.listener().failed(known(e));
        }
      }
    }
  }

  /**
   * Archives the picture; if that fails, reports it and keeps the row, which is better than none.
   */
  private Inspection keepPicture(Judged one) {
    try {
      return one.picture().isEmpty()
          ? one.inspection()
          : one.inspection().withImage(archive.keep(one.inspection(), one.picture().get()));
    } catch (RuntimeException | Error e) {
      one.listener().failed(known(e));
      return one.inspection();
    } finally {
      free(one);
    }
  }

  /**
   * Every failure is reported, errors of the JVM included: if this thread died, nothing more would
   * be recorded and all lines would wait for it forever.
   */
  private static SightlineException known(Throwable reason) {
    return reason instanceof SightlineException known
        ? known
        : new StoreException(
            "Recording failed unexpectedly (%s): see the log, then start again"
                .formatted(OneLine.of(reason.toString())),
            reason);
  }

  private void free(Judged one) {
    one.picture()
        .ifPresent(
            frame -> {
              frame.close();
              pictures.release();
            });
  }

  /** Receives results on the recorder's thread; must return at once. */
  interface Listener {
    /** The inspection is on disk, in this form. */
    void recorded(Inspection inspection);

    /** Something could not be kept. */
    void failed(SightlineException reason);
  }

  private sealed interface Entry {}

  private record Judged(Inspection inspection, Optional<Frame> picture, Listener listener)
      implements Entry {}

  private record WentBy(MissedParts parts, Listener listener) implements Entry {}

  private record Mark(CountDownLatch reached, boolean last) implements Entry {}
}
