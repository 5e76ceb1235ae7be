package io.sightline.capture.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.capture.CaptureException;
import io.sightline.config.WholeFile;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.PictureEncoder;
import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes simulated boards as a labelled data set in the YOLO layout: {@code images/000000.jpg} (or
 * .png), {@code labels/000000.txt} (one line per defect: class id, then centre, width and height as
 * fractions of the picture; empty for a good board), {@code classes.txt} and {@code data.yaml}.
 */
public final class LabelledImages {
  private static final int QUALITY = 95;

  // The format of name(number): six digits, or more without a leading zero.
  private static final String NUMBER = "([0-9]{6}|[1-9][0-9]{6,17})";
  private static final Pattern PICTURE = Pattern.compile(NUMBER + "\\.(?:jpg|png)");
  private static final Pattern LABEL = Pattern.compile(NUMBER + "\\.txt");
  private static final Pattern ANY_PICTURE = Pattern.compile(".+\\.(?i:jpe?g|png|bmp|tiff?|webp)");
  private static final Pattern ANY_LABEL = Pattern.compile(".+\\.txt");

  private final BoardSettings settings;
  private final Path folder;
  private final boolean lossless;

  /**
   * Creates a writer for a data set.
   *
   * @param lossless PNG instead of JPEG: exactly the pixels that the network sees on a line
   */
  public LabelledImages(BoardSettings settings, Path folder, boolean lossless) {
    this.settings = settings;
    this.folder = folder;
    this.lossless = lossless;
  }

  /**
   * Writes boards {@code first} to {@code first + count - 1}, each named by its number, so that
   * several runs can fill one folder. Data sets are never mixed: nothing is written if the folder
   * holds one of these boards, or pictures, labels or class names from another set.
   *
   * @param progress receives the number of boards written so far, after each board
   * @throws CaptureException if a board with one of the numbers or another data set exists there,
   *     or a file cannot be written
   */
  public void write(long first, long count, LongConsumer progress) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new CaptureException(folder + " is a file: name a folder for the boards");
    }
    refuseToMix(first, count);
    refuseAnotherSet();
    PartMaker maker = new PartMaker(settings);
    try (BoardRenderer renderer = new BoardRenderer();
        FramePool pool = new FramePool();
        Frame image = pool.take(BoardRenderer.WIDTH, BoardRenderer.HEIGHT);
        PictureEncoder encoder = lossless ? PictureEncoder.png() : PictureEncoder.jpeg(QUALITY)) {
      Path images = Files.createDirectories(folder.resolve("images"));
      Path labels = Files.createDirectories(folder.resolve("labels"));
      Files.writeString(folder.resolve("classes.txt"), classes());
      Files.writeString(folder.resolve("data.yaml"), yaml());
      for (long i = 0; i < count; i++) {
        SimulatedPart part = maker.make(first + i);
        renderer.render(part, image.mat());
        String name = name(first + i);
        Path picture = images.resolve(name + "." + encoder.format());
        Path unfinished = picture.resolveSibling(picture.getFileName() + WholeFile.UNFINISHED);
        try (OutputStream file = Files.newOutputStream(unfinished)) {
          Channels.newChannel(file).write(encoder.encode(image));
        }
        // The label comes first: a picture without one, left by an interrupted run, would pass for
        // good.
        Files.writeString(labels.resolve(name + ".txt"), labels(part.truth()));
        Files.move(unfinished, picture, StandardCopyOption.REPLACE_EXISTING);
        progress.accept(i + 1);
      }
    } catch (IOException e) {
      throw new CaptureException(
          "Cannot write simulated boards into "
              + folder
              + ": check that the folder may be written and the disk has room",
          e);
    }
  }

  private void refuseToMix(long first, long count) {
    NavigableMap<Long, Path> there = new TreeMap<>();
    addBoards(folder.resolve("labels"), LABEL, there);
    addBoards(folder.resolve("images"), PICTURE, there);
    Map.Entry<Long, Path> taken = there.ceilingEntry(first);
    if (taken != null && taken.getKey() - first < count) {
      throw new CaptureException(
          "There is a board of that number already, %s: name another folder, or go on with --first %d"
              .formatted(taken.getValue(), there.lastKey() + 1));
    }
  }

  /** Called for labels before pictures: users know a board by its picture, so errors name that. */
  private static void addBoards(Path folder, Pattern named, Map<Long, Path> there) {
    for (Path file : files(folder)) {
      Matcher number = named.matcher(String.valueOf(file.getFileName()));
      if (number.matches()) {
        there.put(Long.parseLong(number.group(1)), file);
      }
    }
  }

  private void refuseAnotherSet() {
    refuseOthers(folder.resolve("images"), ANY_PICTURE, PICTURE);
    refuseOthers(folder.resolve("labels"), ANY_LABEL, LABEL);
    // Earlier versions began the YAML with an extra line.
    refuseUnless(folder.resolve("data.yaml"), yaml(), "path: .\n" + yaml());
    refuseUnless(folder.resolve("classes.txt"), classes());
  }

  private void refuseOthers(Path part, Pattern any, Pattern ours) {
    for (Path file : files(part)) {
      String name = String.valueOf(file.getFileName());
      boolean folderOfPictures = Files.isDirectory(file) && !name.startsWith(".");
      if (folderOfPictures || (any.matcher(name).matches() && !ours.matcher(name).matches())) {
        throw another(file);
      }
    }
  }

  private void refuseUnless(Path file, String... contents) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      byte[] there = Files.readAllBytes(file);
      if (Stream.of(contents)
          .map(ours -> ours.getBytes(UTF_8))
          .noneMatch(ours -> Arrays.equals(ours, there))) {
        throw another(file);
      }
    } catch (IOException e) {
      throw new CaptureException("Cannot read " + file + ": check that it may be read", e);
    }
  }

  private CaptureException another(Path file) {
    return new CaptureException(
        "%s holds another data set, as %s shows: name another folder"
            .formatted(folder, folder.relativize(file)));
  }

  /** Returns the folder's entries; empty if it does not exist. */
  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(all::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new CaptureException(
          "Cannot see which boards are in %s: check that the folder may be read".formatted(folder),
          e);
    }
    return all;
  }

  private static String name(long number) {
    return String.format(Locale.ROOT, "%06d", number);
  }

  private static String classes() {
    return String.join("\n", DefectKind.classNames()) + "\n";
  }

  private static String yaml() {
    StringBuilder yaml = new StringBuilder("train: images\nval: images\nnames:\n");
    List<String> names = DefectKind.classNames();
    for (int id = 0; id < names.size(); id++) {
      yaml.append("  ").append(id).append(": ").append(names.get(id)).append('\n');
    }
    return yaml.toString();
  }

  private static String labels(GroundTruth truth) {
    StringBuilder text = new StringBuilder();
    for (GroundTruth.Label label : truth.defects()) {
      Box box = label.box();
      text.append(
          String.format(
              Locale.ROOT,
              "%d %.6f %.6f %.6f %.6f\n",
              DefectKind.classNames().indexOf(label.className()),
              (box.x1() + box.x2()) / 2 / BoardRenderer.WIDTH,
              (box.y1() + box.y2()) / 2 / BoardRenderer.HEIGHT,
              box.width() / BoardRenderer.WIDTH,
              box.height() / BoardRenderer.HEIGHT));
    }
    return text.toString();
  }
}
