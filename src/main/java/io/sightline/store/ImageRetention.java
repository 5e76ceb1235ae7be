package io.sightline.store;

import io.sightline.store.PictureFolders.Picture;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the pictures within a quota and the disk from filling up. The oldest days are deleted
 * first, across all lines, then the oldest pictures of the last remaining day. Pictures of the
 * newest two days, up to the size of the reserve, are spared for longer if something else fills the
 * disk: they are still to be reviewed, and rows alone need little space. No day is newer than
 * today, whatever a wrong clock has called its folder. Rows are kept. Only pictures are deleted,
 * never other files; whatever cannot be read or deleted is skipped and logged. Meant for a
 * background thread, now and then; one thread at a time.
 */
public final class ImageRetention {
  /**
   * How many bytes of the disk stay free by default: at 1,000 rejects a minute, this much is
   * written in about ten minutes. On a small disk, a tenth of it is enough.
   */
  public static final long USUAL_RESERVE = 5_000_000_000L;

  private static final System.Logger LOG = System.getLogger(ImageRetention.class.getName());
  private static final int OF_A_SMALL_DISK = 10;
  private static final double BYTES_PER_GIGABYTE = 1e9;

  /**
   * Pictures of the newest days are deleted once only this fraction of the reserve is left (1/5).
   */
  private static final int OF_THE_RESERVE = 5;

  private static final int AT_ONCE = 10_000;

  private final DataDirectory directory;
  private final long quota;
  private final long reserve;
  private String told = ""; // of what was passed over

  /**
   * The rule for a data directory.
   *
   * @param quota the most bytes of pictures to keep
   * @param reserve bytes of their disk to keep free, for which pictures are deleted even below the
   *     quota; a tenth of the disk if that is less, and a fifth of it for the newest two days
   */
  public ImageRetention(DataDirectory directory, long quota, long reserve) {
    if (quota < 0 || reserve < 0) {
      throw new IllegalArgumentException(
          "Quota and reserve are 0 bytes or more, not %d and %d".formatted(quota, reserve));
    }
    this.directory = directory;
    this.quota = quota;
    this.reserve = reserve;
  }

  /** Deletes what exceeds the quota and what the disk has no room for. */
  public Cleared apply() {
    Sweep sweep = new Sweep();
    sweep.run();
    sweep.report().ifPresent(done -> LOG.log(Level.INFO, done));
    sweep.folders.firstPassedOver().ifPresent(this::tell);
    return new Cleared(sweep.freed, sweep.shortage());
  }

  /** Logged once: an unreadable folder is met again on every sweep. */
  private void tell(StoreException passedOver) {
    String message = String.valueOf(passedOver.getMessage());
    if (!message.equals(told)) {
      told = message;
      LOG.log(
          Level.WARNING,
          message + "; it is passed over, and so is what else cannot be read or deleted there",
          passedOver);
    }
  }

  /**
   * What a sweep did.
   *
   * @param bytes how many were freed
   * @param shortage a sentence if a disk is nearly full all the same, else empty
   */
  public record Cleared(long bytes, Optional<String> shortage) {}

  /** The disk that holds a file, or would hold it. */
  private record Disk(Path file, DiskSpace space) {
    long reserve(long wanted) {
      return Math.min(wanted, space.size() / OF_A_SMALL_DISK);
    }

    /** Bytes missing to this much free space; 0 or less if there is enough. */
    long lacking(long wanted) {
      return reserve(wanted) - space.free();
    }

    String shortage() {
      return "The disk of %s has %.1f GB left, and there are no older pictures left to delete"
          .formatted(file, space.free() / BYTES_PER_GIGABYTE);
    }
  }

  /** One sweep. */
  private final class Sweep {
    private final PictureFolders folders = new PictureFolders(directory.images());
    private long overQuota = -quota;
    private long lacking;
    private long freed;
    private String why = "";
    private final NavigableMap<String, Integer> deleted = new TreeMap<>(); // pictures of a day

    void run() {
      NavigableMap<String, List<Path>> days = folders.days();
      overQuota += days.values().stream().mapToLong(folders::bytes).sum();
      Optional<Disk> disk = disk(directory.images());
      lacking = disk.map(of -> of.lacking(reserve)).orElse(0L);
      why = why(disk);
      if (days.isEmpty()) {
        return;
      }
      String today = LocalDate.now(ZoneOffset.UTC).toString();
      String last = days.lastKey();
      String first = dayBefore(last.compareTo(today) < 0 ? last : today);
      NavigableMap<String, List<Path>> older = days.headMap(first, false);
      List<List<Path>> newest = new ArrayList<>(days.tailMap(first, true).values());
      // Later days are from a clock that was wrong, then or now: today's pictures are the newest.
      Optional.ofNullable(days.get(today)).filter(newest::remove).ifPresent(newest::add);
      older.values().forEach(day -> clear(day, 0));
      long bytes = newest.stream().mapToLong(folders::bytes).sum();
      long mayLack = disk.map(of -> spared(of.reserve(reserve), bytes)).orElse(0L);
      newest.forEach(day -> clear(day, mayLack));
      // Folders of the newest days stay: the next picture may be on its way there.
      older.values().forEach(folders::removeEmpty);
    }

    private String why(Optional<Disk> disk) {
      List<String> reasons = new ArrayList<>();
      if (overQuota > 0) {
        reasons.add(
            "they took %.3f GB more than the quota of %.3f GB"
                .formatted(overQuota / BYTES_PER_GIGABYTE, quota / BYTES_PER_GIGABYTE));
      }
      disk.filter(of -> lacking > 0)
          .ifPresent(
              of ->
                  reasons.add(
                      "their disk had %.3f GB left, of which %.3f GB are to stay free"
                          .formatted(
                              of.space().free() / BYTES_PER_GIGABYTE,
                              of.reserve(reserve) / BYTES_PER_GIGABYTE)));
      return String.join(", and ", reasons);
    }

    /** What was deleted, and why, for the log; empty if nothing was. */
    Optional<String> report() {
      return deleted.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "%d of the oldest pictures (%.3f GB, of %s to %s) were deleted: %s"
                  .formatted(
                      deleted.values().stream().mapToInt(Integer::intValue).sum(),
                      freed / BYTES_PER_GIGABYTE,
                      deleted.firstKey(),
                      deleted.lastKey(),
                      why));
    }

    /**
     * Folders are named by the UTC day; together with the day before, the newest cover all of last
     * night.
     */
    private static String dayBefore(String day) {
      try {
        return LocalDate.parse(day).minusDays(1).toString();
      } catch (DateTimeParseException e) {
        return day; // no day at all
      }
    }

    /**
     * How many bytes of the reserve may be missing before pictures of the newest days are deleted.
     * They are spared only up to the size of the reserve: beyond that, they are what fills the
     * disk, and a line that rejects everything writes more than a fifth of the reserve before the
     * next sweep. The disk would be full, and nothing recorded any more.
     */
    private long spared(long whole, long newest) {
      long unspared = Math.max(0, newest - whole);
      return Math.min(Math.max(0, lacking - unspared), whole - whole / OF_THE_RESERVE);
    }

    /**
     * Deletes a day's pictures until there is room.
     *
     * @param mayLack how many bytes of the reserve these pictures need not make up for
     */
    private void clear(List<Path> day, long mayLack) {
      Optional<Picture> last = Optional.empty();
      List<Picture> oldest;
      do {
        oldest = isEnough(mayLack) ? List.of() : folders.oldest(day, last, AT_ONCE);
        for (Picture picture : oldest) {
          if (isEnough(mayLack)) {
            return;
          }
          // Counted as gone even if it cannot be deleted; otherwise it would cost all the others.
          overQuota -= picture.bytes();
          if (folders.delete(picture)) {
            lacking -= picture.bytes();
            freed += picture.bytes();
            deleted.merge(PictureFolders.day(picture), 1, Integer::sum);
          }
          last = Optional.of(picture);
        }
      } while (oldest.size() == AT_ONCE);
    }

    private boolean isEnough(long mayLack) {
      return overQuota <= 0 && lacking <= mayLack;
    }

    /** For the pictures' disk, or for the rows' if that is another one. */
    Optional<String> shortage() {
      if (lacking > 0) { // not asked again: what is being recorded takes room all the time
        return disk(directory.images()).map(Disk::shortage);
      }
      return disk(directory.storeFile())
          .filter(rows -> rows.lacking(reserve) > 0 && isElsewhere(rows.file()))
          .map(Disk::shortage);
    }

    /** Empty if the system does not report its size. */
    private Optional<Disk> disk(Path file) {
      return DiskSpace.at(onDisk(file)).map(space -> new Disk(file, space));
    }

    /** Whether a file is on another disk than the pictures, as far as the system can tell. */
    private boolean isElsewhere(Path file) {
      try {
        return !Files.getFileStore(onDisk(file))
            .equals(Files.getFileStore(onDisk(directory.images())));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "It is not known on which disk " + file + " is", e);
        return false;
      }
    }

    private Path onDisk(Path file) {
      return Files.exists(file) ? file : directory.root();
    }
  }
}
