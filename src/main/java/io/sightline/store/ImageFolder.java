package io.sightline.store;

import io.sightline.config.WholeFile;
import io.sightline.image.Frame;
import io.sightline.image.PictureEncoder;
import io.sightline.inspection.Inspection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Pictures as JPEG files, {@code images/<line>/<yyyy-MM-dd>/<serial>_<id>.jpg}, the day in UTC; as
 * {@code .png} those of a side longer than a JPEG's. The pixels are those that were judged; boxes
 * are never burned in. A file is complete or absent. Rows in the store are not changed: once {@link
 * ImageRetention} has deleted a picture, {@link #find} returns empty.
 *
 * <p>Safe for use by any thread; one thread writes at a time.
 */
public final class ImageFolder implements ImageArchive, AutoCloseable {
  private static final int QUALITY = 95;

  private final Path folder;
  private final PictureEncoder jpeg = PictureEncoder.jpeg(QUALITY);
  private final PictureEncoder png = PictureEncoder.png();
  private byte[] bytes = new byte[0];

  /** The archive of a data directory; its folder is created with the first picture. */
  public ImageFolder(DataDirectory directory) {
    this.folder = directory.images();
  }

  @Override
  public synchronized String keep(Inspection inspection, Frame frame) {
    Path line = folder.resolve(SafeName.of(inspection.part().line()));
    Path day = line.resolve(inspection.at().atOffset(ZoneOffset.UTC).toLocalDate().toString());
    boolean fits = Math.max(frame.width(), frame.height()) <= PictureEncoder.LONGEST_JPEG_SIDE;
    PictureEncoder encoder = fits ? jpeg : png;
    String name = inspection.part().serial() + "_" + inspection.id() + "." + encoder.format();
    Path at = day.resolve(name);
    try {
      boolean freshDay = Files.notExists(day);
      Files.createDirectories(day);
      write(at, encoder.encode(frame));
      force(day);
      if (freshDay) {
        force(line);
      }
    } catch (IOException e) {
      throw StoreFailure.ofFile("The picture", at, e);
    }
    return folder.relativize(at).toString().replace('\\', '/');
  }

  /**
   * Returns the file of a kept picture.
   *
   * @param path as {@link #keep} returned it
   * @return empty if the picture is gone or the path leads out of the archive
   */
  public Optional<Path> find(String path) {
    try {
      Path at = folder.resolve(path).normalize();
      return at.startsWith(folder) && Files.isRegularFile(at) ? Optional.of(at) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty(); // no path of ours
    }
  }

  /** Frees native memory. */
  @Override
  public synchronized void close() {
    jpeg.close();
    png.close();
  }

  private void write(Path at, ByteBuffer picture) throws IOException {
    int length = picture.remaining();
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    picture.get(bytes, 0, length);
    WholeFile.save(
        at,
        out -> {
          out.write(bytes, 0, length);
          return length;
        });
  }

  /**
   * Syncs a folder, so that new names in it survive a power cut. Windows does this by itself and
   * cannot open folders.
   */
  private static void force(Path folder) throws IOException {
    if (!folder.getFileSystem().getSeparator().equals("/")) {
      return;
    }
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          // An interrupt closes the channel, and nothing else can sync a folder: try again.
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
