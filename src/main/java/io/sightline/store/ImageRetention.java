package io.sightline.store;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Keeps the pictures within a quota and the disk from running full: the oldest days go first, over
 * all lines, then the oldest pictures of the day that is left. The rows stay. Only pictures are
 * deleted, never anything else that somebody put there; what cannot be read or deleted is passed
 * over and said in the log. Meant for a background thread, now and then; one thread at a time.
 */
public final class ImageRetention {
  /**
   * How many bytes of the disk are to stay free: 1,000 rejects a minute write nearly as many in ten
   * minutes. Of a small disk a tenth is enough.
   */
  public static final long USUAL_RESERVE = 5_000_000_000L;

  private static final System.Logger LOG = System.getLogger(ImageRetention.class.getName());
  private static final int OF_A_SMALL_DISK = 10;
  private static final double BYTES_PER_GIGABYTE = 1e9;

  /** So many pictures are put in order at a time: a bad day has more than memory should hold. */
  private static final int AT_ONCE = 10_000;

  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private static final Pattern PICTURE =
      Pattern.compile(".*\\.jpg(" + Pattern.quote(ImageFolder.UNFINISHED) + ")?");

  private static final Comparator<Picture> OLDEST_FIRST =
      Comparator.comparing(Picture::written).thenComparing(Picture::file);

  private final DataDirectory directory;
  private final long quota;
  private final long reserve;
  private String told = ""; // of what was passed over

  /**
   * The rule for a data directory.
   *
   * @param quota how many bytes of pictures are kept at most
   * @param reserve how many bytes of their disk stay free, for which pictures go below the quota; a
   *     tenth of the disk where that is less
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

  /** Deletes what is over the quota, and what the disk has no room for. */
  public Cleared apply() {
    Sweep sweep = new Sweep();
    sweep.run();
    sweep.firstPassedOver.ifPresent(this::tell);
    return new Cleared(sweep.freed, sweep.shortage());
  }

  /** Once: the folder of the disk's own that nobody may read is there every time. */
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
   * What was done.
   *
   * @param bytes how many were freed
   * @param shortage that a disk is nearly full all the same, in a sentence; empty where there is
   *     room
   */
  public record Cleared(long bytes, Optional<String> shortage) {}

  private record Picture(Path file, long bytes, Instant written) {
    /** Still being written, and not left behind at that when a station was killed. */
    boolean isUnderWay(Instant now) {
      return file.toString().endsWith(ImageFolder.UNFINISHED)
          && written.isAfter(now.minus(LEFT_BEHIND));
    }
  }

  /**
   * The disk that a file is on, or would be.
   *
   * @param size in bytes, as is what is free of it
   */
  private record Disk(Path file, long size, long free) {
    /** 0 or less where there is room. */
    long lacking(long reserve) {
      return Math.min(reserve, size / OF_A_SMALL_DISK) - free;
    }

    String shortage() {
      return "The disk of %s has %.1f GB left, and no picture is on it that can be deleted for more"
          .formatted(file, free / BYTES_PER_GIGABYTE);
    }
  }

  /** One time. */
  private final class Sweep {
    private final Path images = directory.images();
    private final Instant begun = Instant.now();
    private long overQuota = -quota;
    private long lacking;
    private long freed;
    private Optional<StoreException> firstPassedOver = Optional.empty();

    void run() {
      NavigableMap<String, List<Path>> days = days();
      for (List<Path> places : days.values()) {
        places.forEach(place -> pictures(place, picture -> overQuota += picture.bytes()));
      }
      lacking = disk(images).map(disk -> disk.lacking(reserve)).orElse(0L);
      days.values().forEach(this::clear);
      if (!days.isEmpty()) {
        // The newest day's folders stay: the next picture may be on its way there.
        removeEmpty(days.headMap(days.lastKey()).values());
      }
    }

    /** Of the pictures' disk, or of the rows' where that is another. */
    Optional<String> shortage() {
      if (lacking > 0) { // not asked again: what is being recorded takes room all the time
        return disk(images).map(Disk::shortage);
      }
      return disk(directory.storeFile())
          .filter(rows -> rows.lacking(reserve) > 0 && isElsewhere(rows.file()))
          .map(Disk::shortage);
    }

    /** The folders of each day, the oldest day first. */
    private NavigableMap<String, List<Path>> days() {
      NavigableMap<String, List<Path>> days = new TreeMap<>();
      for (Path line : folders(images)) {
        for (Path day : folders(line)) {
          String name = String.valueOf(day.getFileName());
          if (DAY.matcher(name).matches()) {
            days.computeIfAbsent(name, absent -> new ArrayList<>()).add(day);
          }
        }
      }
      return days;
    }

    private List<Path> folders(Path parent) {
      List<Path> folders = new ArrayList<>();
      if (Files.isDirectory(parent)) {
        list(parent, Files::isDirectory, folders::add);
      }
      return folders;
    }

    private void pictures(Path place, Consumer<Picture> each) {
      list(
          place,
          file -> PICTURE.matcher(file.toString()).matches(),
          file -> {
            try {
              BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
              if (found.isRegularFile()) {
                each.accept(new Picture(file, found.size(), found.lastModifiedTime().toInstant()));
              }
            } catch (NoSuchFileException e) {
              // It was still being written when it was listed, and has its own name now.
            } catch (IOException e) {
              passOver(file, e);
            }
          });
    }

    private void list(Path parent, DirectoryStream.Filter<Path> wanted, Consumer<Path> each) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, wanted)) {
        children.forEach(each);
      } catch (DirectoryIteratorException e) { // in the middle of it
        passOver(parent, Objects.requireNonNull(e.getCause()));
      } catch (IOException e) {
        passOver(parent, e);
      }
    }

    private void clear(List<Path> places) {
      Optional<Picture> last = Optional.empty();
      List<Picture> oldest;
      do {
        oldest = isEnough() ? List.of() : oldestAfter(last, places);
        for (Picture picture : oldest) {
          if (isEnough()) {
            return;
          }
          delete(picture);
          last = Optional.of(picture);
        }
      } while (oldest.size() == AT_ONCE);
    }

    private boolean isEnough() {
      return overQuota <= 0 && lacking <= 0;
    }

    private List<Picture> oldestAfter(Optional<Picture> last, List<Path> places) {
      PriorityQueue<Picture> oldest = new PriorityQueue<>(OLDEST_FIRST.reversed());
      for (Path place : places) {
        pictures(
            place,
            picture -> {
              boolean next = last.isEmpty() || OLDEST_FIRST.compare(picture, last.get()) > 0;
              if (next && !picture.isUnderWay(begun)) {
                oldest.add(picture);
                if (oldest.size() > AT_ONCE) {
                  oldest.remove();
                }
              }
            });
      }
      return oldest.stream().sorted(OLDEST_FIRST).toList();
    }

    private void delete(Picture picture) {
      // One that stays counts no more: it must not cost all those that can go.
      overQuota -= picture.bytes();
      try {
        Files.deleteIfExists(picture.file());
        lacking -= picture.bytes();
        freed += picture.bytes();
      } catch (IOException e) {
        passOver(picture.file(), e);
      }
    }

    private void removeEmpty(Collection<List<Path>> days) {
      for (Path place : days.stream().flatMap(List::stream).toList()) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(place)) {
          if (!left.iterator().hasNext()) {
            Files.delete(place);
          }
        } catch (DirectoryIteratorException e) {
          passOver(place, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
          passOver(place, e);
        }
      }
    }

    /** Empty where the system does not say how large it is. */
    private Optional<Disk> disk(Path file) {
      File there = onDisk(file).toFile(); // a FileStore is not to be had where mounts are hidden
      return Optional.of(new Disk(file, there.getTotalSpace(), there.getUsableSpace()))
          .filter(disk -> disk.size() > 0);
    }

    /** Whether a file is on another disk than the pictures, as far as the system says. */
    private boolean isElsewhere(Path file) {
      try {
        return !Files.getFileStore(onDisk(file)).equals(Files.getFileStore(onDisk(images)));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "It is not known on which disk " + file + " is", e);
        return false;
      }
    }

    private Path onDisk(Path file) {
      return Files.exists(file) ? file : directory.root();
    }

    private void passOver(Path what, IOException why) {
      if (firstPassedOver.isEmpty()) {
        firstPassedOver = Optional.of(StoreFailure.ofFile("The entry", what, why));
      }
    }
  }
}
