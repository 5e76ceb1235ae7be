package io.sightline.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps the pictures within a quota: the oldest days go first, over all lines, then the oldest
 * pictures of the day that is left. The rows stay. Only pictures are deleted, never anything else
 * that somebody put there. Meant for a background thread, now and then.
 */
public final class ImageRetention {
  /** What a picture was called when the station was killed while writing it. */
  private static final String LEFT_BEHIND = Pattern.quote(ImageFolder.UNFINISHED);

  private final Path folder;
  private final long quota;

  /**
   * The rule for a data directory.
   *
   * @param quota how many bytes of pictures are kept at most
   */
  public ImageRetention(DataDirectory directory, long quota) {
    if (quota < 0) {
      throw new IllegalArgumentException("A quota is 0 bytes or more, not " + quota);
    }
    this.folder = directory.images();
    this.quota = quota;
  }

  /**
   * Deletes what is over the quota.
   *
   * @return how many bytes were freed
   * @throws StoreException when a picture cannot be read or deleted
   */
  public long apply() {
    try {
      NavigableMap<String, List<Path>> days = days();
      long total = 0;
      for (List<Path> places : days.values()) {
        for (Path place : places) {
          total += pictures(place).stream().mapToLong(Picture::bytes).sum();
        }
      }
      long freed = 0;
      for (List<Path> places : days.values()) {
        if (total - freed <= quota) {
          break;
        }
        freed += delete(places, total - freed - quota);
      }
      if (!days.isEmpty()) {
        // The newest day's folders stay: the next picture may be on its way there.
        removeEmpty(days.headMap(days.lastKey()).values());
      }
      return freed;
    } catch (IOException e) {
      throw StoreFailure.ofFile("The folder of pictures", folder, e);
    } catch (UncheckedIOException e) { // in the middle of a listing
      throw StoreFailure.ofFile(
          "The folder of pictures", folder, Objects.requireNonNull(e.getCause()));
    }
  }

  /** The folders of each day, the oldest day first. */
  private NavigableMap<String, List<Path>> days() throws IOException {
    NavigableMap<String, List<Path>> days = new TreeMap<>();
    for (Path line : folders(folder)) {
      for (Path day : folders(line)) {
        String name = String.valueOf(day.getFileName());
        if (name.matches("\\d{4}-\\d{2}-\\d{2}")) {
          days.computeIfAbsent(name, absent -> new ArrayList<>()).add(day);
        }
      }
    }
    return days;
  }

  private static long delete(List<Path> places, long needed) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (Path place : places) {
      pictures.addAll(pictures(place));
    }
    pictures.sort(Comparator.comparing(Picture::written).thenComparing(Picture::file));
    long freed = 0;
    for (Picture picture : pictures) {
      if (freed >= needed) {
        break;
      }
      Files.deleteIfExists(picture.file());
      freed += picture.bytes();
    }
    return freed;
  }

  private static void removeEmpty(Collection<List<Path>> days) throws IOException {
    for (Path place : days.stream().flatMap(List::stream).toList()) {
      boolean empty;
      try (Stream<Path> left = Files.list(place)) {
        empty = left.findAny().isEmpty();
      }
      if (empty) {
        Files.delete(place);
      }
    }
  }

  private static List<Path> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<Picture> pictures(Path place) throws IOException {
    List<Path> files;
    try (Stream<Path> children = Files.list(place)) {
      files =
          children
              .filter(file -> file.toString().matches(".*\\.jpg(" + LEFT_BEHIND + ")?"))
              .filter(Files::isRegularFile)
              .toList();
    }
    List<Picture> pictures = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        pictures.add(
            new Picture(file, attributes.size(), attributes.lastModifiedTime().toInstant()));
      } catch (NoSuchFileException e) {
        // It was still being written when it was listed, and has its own name now.
      }
    }
    return pictures;
  }

  private record Picture(Path file, long bytes, Instant written) {}
}
