package io.sightline.capture;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
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
public final class FolderListing {
  private static final Logger LOG = System.getLogger(FolderListing.class.getName());

  private final List<Path> files = new ArrayList<>();
  private final Set<Path> entered = new HashSet<>();
  private final Set<Path> listed = new HashSet<>();

  private FolderListing() {}

  /**
   * Lists the files. A sub-folder that cannot be read is named in a warning and left out.
   *
   * @throws CaptureException when the folder itself cannot be read
   */
  public static List<Path> of(Path folder) {
    return all(folder).files;
  }

  /**
   * The same without links to files that are listed themselves, such as one to the newest: what
   * each file shows is to count once. How many were left out is said in one warning.
   *
   * @throws CaptureException when the folder itself cannot be read
   */
  public static List<Path> eachOnce(Path folder) {
    FolderListing listing = all(folder);
    List<Path> once = listing.files.stream().filter(file -> !listing.isRepeated(file)).toList();
    if (once.size() < listing.files.size()) {
      LOG.log(
          Level.WARNING,
          "Passed over in {0}: {1} links to files that are in it themselves",
          folder,
          listing.files.size() - once.size());
    }
    return once;
  }

  /** Where its folder was listed, the file a link leads to was, unless it is hidden. */
  private boolean isRepeated(Path file) {
    try {
      if (!Files.isSymbolicLink(file)) {
        return false;
      }
      Path target = file.toRealPath();
      return listed.contains(target.getParent()) && shown(target);
    } catch (IOException e) {
      return false; // whoever reads it will say so
    }
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
    listed.add(real);
    entries.sort(NaturalOrder.ofFiles());
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        enterSub(entry);
      } else if (Files.isRegularFile(entry)) {
        files.add(entry);
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
