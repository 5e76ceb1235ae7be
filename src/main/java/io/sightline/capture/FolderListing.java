package io.sightline.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All files below a folder in natural order, hidden ones left out. A folder is entered once, by
 * whatever way it is reached first: links may lead in circles.
 */
final class FolderListing {
  private final List<Path> files = new ArrayList<>();
  private final Set<Path> entered = new HashSet<>();

  private FolderListing() {}

  /**
   * Lists the files.
   *
   * @throws CaptureException when a folder cannot be read
   */
  static List<Path> of(Path folder) {
    FolderListing listing = new FolderListing();
    listing.enter(folder);
    return listing.files;
  }

  private void enter(Path folder) {
    List<Path> entries = new ArrayList<>();
    try {
      if (!entered.add(folder.toRealPath())) {
        return;
      }
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, this::shown)) {
        stream.forEach(entries::add);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new CaptureException(
          "Cannot list the folder " + folder + ": check that it may be read", e);
    }
    entries.sort(NaturalOrder.ofFiles());
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        enter(entry);
      } else if (Files.isRegularFile(entry)) {
        files.add(entry);
      }
    }
  }

  private boolean shown(Path entry) throws IOException {
    return !String.valueOf(entry.getFileName()).startsWith(".") && !Files.isHidden(entry);
  }
}
