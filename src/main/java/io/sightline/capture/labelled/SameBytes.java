package io.sightline.capture.labelled;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FolderListing;
import io.sightline.capture.FolderSource;
import io.sightline.inspection.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds duplicate picture files by size and SHA-256. Within a set they count twice, and a picture
 * that the model was trained on flatters the model.
 */
public final class SameBytes {
  private SameBytes() {}

  /**
   * A file and an earlier one with the same bytes.
   *
   * @param file the later one
   * @param original the earlier one
   */
  public record Pair(Path file, Path original) {}

  /** Returns the files that repeat an earlier one in the list; skips unreadable files. */
  public static List<Pair> within(List<Path> files) {
    return repeated(files, List.of());
  }

  /**
   * Returns the files that are also among the pictures of another folder.
   *
   * @throws CaptureException if the folder does not exist, cannot be listed or holds no picture
   */
  public static List<Pair> alsoIn(Path folder, List<Path> files) {
    if (!Files.exists(folder)) {
      throw new CaptureException(
          "There is no folder "
              + folder
              + " to compare with: name the one of the training pictures");
    }
    if (!Files.isDirectory(folder)) {
      throw new CaptureException(
          folder + " is a file: name the folder of the training pictures to compare with");
    }
    List<Path> others = FolderListing.of(folder).stream().filter(FolderSource::isPicture).toList();
    if (others.isEmpty()) {
      throw new CaptureException("There is no picture in the folder " + folder);
    }
    return repeated(files, others);
  }

  private static List<Pair> repeated(List<Path> files, List<Path> others) {
    Map<Long, List<Path>> bySize = new HashMap<>();
    others.forEach(each -> bySize.computeIfAbsent(size(each), s -> new ArrayList<>()).add(each));
    boolean among = others.isEmpty();
    if (among) {
      files.forEach(each -> bySize.computeIfAbsent(size(each), s -> new ArrayList<>()).add(each));
    }
    Map<Long, Map<String, Path>> seen = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (Path file : files) {
      long size = size(file);
      List<Path> alike = bySize.getOrDefault(size, List.of());
      if (size < 0 || alike.size() < (among ? 2 : 1)) {
        continue; // no other file has this size: nothing to read
      }
      Map<String, Path> known =
          seen.computeIfAbsent(size, s -> among ? new HashMap<>() : hashed(alike));
      Optional<String> hash = hash(file);
      Path original = hash.isEmpty() ? null : known.get(hash.get());
      if (original != null) {
        pairs.add(new Pair(file, original));
      } else if (among) {
        hash.ifPresent(value -> known.put(value, file));
      }
    }
    return pairs;
  }

  private static Map<String, Path> hashed(List<Path> files) {
    Map<String, Path> hashes = new HashMap<>();
    files.forEach(file -> hash(file).ifPresent(value -> hashes.putIfAbsent(value, file)));
    return hashes;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1; // reading the picture will report the reason
    }
  }

  /** Returns the SHA-256 of a file; empty if it cannot be read. */
  static Optional<String> hash(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = Sha256.begin();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return Optional.of(Sha256.end(digest));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
