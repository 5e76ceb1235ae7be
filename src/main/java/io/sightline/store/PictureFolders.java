package io.sightline.store;

import io.sightline.config.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
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
 * The pictures as they lie on disk, {@code images/LINE/DAY/*.jpg} or {@code *.png}, for a single
 * sweep. Other files are ignored; whatever cannot be read or deleted is skipped. One thread.
 */
final class PictureFolders {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private static final Pattern PICTURE =
      Pattern.compile(".*\\.(jpg|png)((\\.\\w+)?" + Pattern.quote(WholeFile.UNFINISHED) + ")?");

  private static final Comparator<Picture> OLDEST_FIRST =
      Comparator.comparing(Picture::written).thenComparing(Picture::file);

  private final Path images;
  private final Instant begun = Instant.now();
  private Optional<StoreException> firstPassedOver = Optional.empty();

  PictureFolders(Path images) {
    this.images = images;
  }

  /** A picture, complete or still being written. */
  record Picture(Path file, long bytes, Instant written) {
    /** Still being written, and not left over from a station that was killed. */
    private boolean isUnderWay(Instant now) {
      return file.toString().endsWith(WholeFile.UNFINISHED)
          && written.isAfter(now.minus(WholeFile.LEFT_BEHIND));
    }
  }

  /** The folders of each day, one per line; oldest day first. */
  NavigableMap<String, List<Path>> days() {
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

  /** The day whose folder a picture is in. */
  static String day(Picture picture) {
    return String.valueOf(picture.file().resolveSibling("").getFileName());
  }

  /** Total size of the pictures in a day's folders, in bytes. */
  long bytes(List<Path> day) {
    long[] sum = new long[1];
    day.forEach(place -> pictures(place, picture -> sum[0] += picture.bytes()));
    return sum[0];
  }

  /**
   * The oldest pictures of a day that are not being written, in order.
   *
   * @param last only those after this one
   * @param most at most this many: a bad day has more than memory should hold
   */
  List<Picture> oldest(List<Path> day, Optional<Picture> last, int most) {
    PriorityQueue<Picture> oldest = new PriorityQueue<>(OLDEST_FIRST.reversed());
    for (Path place : day) {
      pictures(
          place,
          picture -> {
            boolean next = last.isEmpty() || OLDEST_FIRST.compare(picture, last.get()) > 0;
            if (next && !picture.isUnderWay(begun)) {
              oldest.add(picture);
              if (oldest.size() > most) {
                oldest.remove();
              }
            }
          });
    }
    return oldest.stream().sorted(OLDEST_FIRST).toList();
  }

  /** Returns false, and skips the picture, if it cannot be deleted. */
  boolean delete(Picture picture) {
    try {
      Files.deleteIfExists(picture.file());
      return true;
    } catch (IOException e) {
      passOver(picture.file(), e);
      return false;
    }
  }

  /** Deletes a day's folders that have become empty. */
  void removeEmpty(List<Path> day) {
    for (Path place : day) {
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

  /** The first failure to read or delete something. */
  Optional<StoreException> firstPassedOver() {
    return firstPassedOver;
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
            // It was being written when it was listed, and has its final name by now.
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

  private void passOver(Path what, IOException why) {
    if (firstPassedOver.isEmpty()) {
      firstPassedOver = Optional.of(StoreFailure.ofFile("The entry", what, why));
    }
  }
}
