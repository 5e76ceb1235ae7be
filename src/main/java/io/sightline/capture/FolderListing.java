package io.sightline.capture;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lists all files below a folder in natural order, leaving out hidden ones. Each folder is entered
 * only once, by the first path that reaches it, because links may form cycles.
 */
public final class FolderListing {
  private static final Logger LOG = System.getLogger(FolderListing.class.getName());

  /** The files and their locations with links to their folders resolved. */
  private final Map<Path, Path> files = new LinkedHashMap<>();

  private final Set<Path> entered = new HashSet<>();

  private FolderListing() {}

  /**
   * Lists the files. A subfolder that cannot be read is left out with a warning that names it.
   *
   * @throws CaptureException if the folder itself cannot be read
   */
  public static List<Path> of(Path folder) {
    return List.copyOf(all(folder).files.keySet());
  }

  /**
   * As {@link #of}, but without links to files that are listed themselves or by another link, such
   * as a link to the newest, so that each file counts once. One warning reports how many links were
   * left out.
   *
   * @param known whether more is known about a file by its path: if that holds for a link but not
   *     for its target, the target is left out instead
   * @throws CaptureException if the folder itself cannot be read
   */
  public static List<Path> eachOnce(Path folder, Predicate<Path> known) {
    Map<Path, Path> places = all(folder).files;
    Map<Path, Path> once = new HashMap<>();
    places.forEach(
        (file, place) ->
            once.merge(
                linked(file).orElse(place), file, (one, other) -> better(one, other, known)));
    int left = places.size() - once.size();
    if (left > 0) {
      LOG.log(
          Level.WARNING,
          "Passed over in {0}: {1} links to files that are listed already",
          folder,
          left);
    }
    Set<Path> kept = Set.copyOf(once.values());
    return places.keySet().stream().filter(kept::contains).toList();
  }

  /** Returns the final target of a link. */
  private static Optional<Path> linked(Path file) {
    try {
      return Files.isSymbolicLink(file) ? Optional.of(file.toRealPath()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // reading the file will report the error
    }
  }

  private static Path better(Path one, Path other, Predicate<Path> known) {
    if (known.test(one) != known.test(other)) {
      return known.test(one) ? one : other;
    }
    return Files.isSymbolicLink(one) && !Files.isSymbolicLink(other) ? other : one;
  }

  private static FolderListing all(Path folder) {
    FolderListing listing = new FolderListing();
    try {
      listing.enter(folder);
    } catch (IOException | DirectoryIteratorException e) {
      throw new CaptureException(
          "Cannot list the folder " + folder + ": check that it may be read", e);
    }
    return listing;
  }

  private void enter(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    Path real = folder.toRealPath();
    if (!entered.add(real)) {
      return;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, FolderListing::shown)) {
      stream.forEach(entries::add);
    }
    entries.sort(NaturalOrder.ofFiles());
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        enterSub(entry);
      } else if (Files.isRegularFile(entry)) {
        files.put(entry, real.resolve(entry.getFileName()));
      }
    }
  }

  private void enterSub(Path folder) {
    try {
      enter(folder);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.WARNING, "Skipped the folder {0}, which cannot be listed: {1}", folder, e);
    }
  }

  private static boolean shown(Path entry) throws IOException {
    return !String.valueOf(entry.getFileName()).startsWith(".") && !Files.isHidden(entry);
  }
}
