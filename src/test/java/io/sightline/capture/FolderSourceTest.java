package io.sightline.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.capture.source.FrameSources;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.Pictures;
import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests which pictures of a folder are delivered, in which order, and what is reported on the rest.
 */
class FolderSourceTest {
  private static final byte[] PNG = Pictures.encoded("png", 100, 50);

  @TempDir Path temporary;

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingLeaks() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void givesEveryPictureOnceInNaturalOrder() throws Exception {
    put("img10.png", Pictures.encoded("jpg", 10, 5));
    put("img2.jpg", Pictures.encoded("webp", 10, 5));
    put("img1", Pictures.encoded("tiff", 10, 5));
    put("deep folder/ö/img3.bmp", PNG);
    put("img30.TIF", Pictures.encoded("bmp", 10, 5));
    put(".hidden.png", PNG);
    put(".git/picture.png", PNG);
    put("notes.txt", "no picture".getBytes(UTF_8));
    put("Thumbs.db", new byte[0]);
    Files.createSymbolicLink(temporary.resolve("deep folder/loop"), temporary);
    Files.createSymbolicLink(temporary.resolve("gone.png"), temporary.resolve("nowhere"));

    try (FrameSource source = FrameSources.open(SourceUri.parse("folder:" + temporary), pool)) {
      assertThat(source.live()).isFalse();
      assertThat(source.describe()).isEqualTo("Pictures in " + temporary);
      assertThat(Truths.in(source).keySet())
          .containsExactly("deep folder/ö/img3.bmp", "img1", "img2.jpg", "img10.png", "img30.TIF");
      assertThat(source.unreadable()).isZero();
      assertThat(source.next()).isEmpty();
    }
  }

  /** Cameras leave a link to the newest picture, which would be judged and counted twice. */
  @Test
  void aLinkToAPictureOfTheFolderIsNoSecondPart() throws Exception {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.write(elsewhere.resolve("1.png"), PNG);
    Path folder = Files.createDirectory(temporary.resolve("folder"));
    put("folder/a/2.png", PNG);
    put("folder/.objects/3.png", PNG);
    Files.createSymbolicLink(folder.resolve("latest.png"), folder.resolve("a/2.png"));
    Files.createSymbolicLink(folder.resolve("a/newest.png"), folder.resolve("latest.png"));
    Files.createSymbolicLink(folder.resolve("farmed.png"), elsewhere.resolve("1.png"));
    Files.createSymbolicLink(folder.resolve("kept.png"), folder.resolve(".objects/3.png"));

    try (Warnings warnings = Warnings.of(FolderListing.class);
        FrameSource source = FolderSource.open(folder, pool)) {
      assertThat(Truths.in(source).keySet()).containsExactly("a/2.png", "farmed.png", "kept.png");
      assertThat(warnings.texts())
          .containsExactly(
              "Passed over in " + folder + ": 2 links to files that are listed already");
    }
  }

  @Test
  void ofTwoLinksToAPictureElsewhereTheFirstIsThePart() throws Exception {
    put("elsewhere/0042.png", PNG);
    Path folder = Files.createDirectory(temporary.resolve("folder"));
    for (String name : List.of("0042.png", "latest.png")) {
      Files.createSymbolicLink(folder.resolve(name), temporary.resolve("elsewhere/0042.png"));
    }

    try (Warnings warnings = Warnings.of(FolderListing.class);
        FrameSource source = FolderSource.open(folder, pool)) {
      assertThat(Truths.in(source).keySet()).containsExactly("0042.png");
      assertThat(warnings.texts())
          .containsExactly(
              "Passed over in " + folder + ": 1 links to files that are listed already");
    }
  }

  /** Data sets may consist of links: the labels beside a link would be lost with it. */
  @Test
  void ofALinkAndItsPictureTheOneWithLabelsIsThePart() throws Exception {
    put("raw/1.png", PNG);
    put("raw/2.png", PNG);
    put("set/labels/a.txt", new byte[0]);
    Path images = Files.createDirectories(temporary.resolve("set/images"));
    Files.createSymbolicLink(images.resolve("a.png"), temporary.resolve("raw/1.png"));
    Files.createSymbolicLink(images.resolve("again.png"), temporary.resolve("raw/1.png"));
    Files.createSymbolicLink(images.resolve("b.png"), temporary.resolve("raw/2.png"));

    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source))
          .containsOnlyKeys("raw/2.png", "set/images/a.png")
          .containsEntry("set/images/a.png", Optional.of(GroundTruth.GOOD));
    }
  }

  /** Raw Motion JPEG from FFmpeg and cameras starts like a JPEG, and would count as one part. */
  @Test
  void rawMotionJpegIsAVideo() throws Exception {
    ByteArrayOutputStream clip = new ByteArrayOutputStream();
    for (int i = 0; i < 5; i++) {
      clip.writeBytes(Pictures.encoded("jpg", 96, 64));
    }
    put("clip.MJPEG", clip.toByteArray());
    put("clip.mjpg", clip.toByteArray());
    put("a.jpg", Pictures.encoded("jpg", 96, 64));
    for (String name : List.of("clip.MJPEG", "clip.mjpg")) {
      try (FrameSource source =
          FrameSources.open(new SourceUri.File(temporary.resolve(name)), pool)) {
        assertThat(Truths.in(source)).hasSize(5);
        assertThat(source.unreadable()).isZero();
      }
    }
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source).keySet()).containsExactly("a.jpg");
    }
  }

  @Test
  void numbersTheFrames() throws Exception {
    put("a.png", PNG);
    put("b.png", new byte[0]);
    put("c.png", PNG);
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      for (long expected = 0; expected < 2; expected++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.tag().sequence()).isEqualTo(expected);
          assertThat(frame.width()).isEqualTo(100);
        }
      }
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  void skipsCountsAndNamesWhatCannotBeRead() throws Exception {
    put("1.png", Arrays.copyOf(PNG, 60));
    put("2.jpg", new byte[0]);
    put("3.png", PNG);
    put("4.jpg", "a text that claims to be a picture".getBytes(UTF_8));
    try (Warnings warnings = Warnings.of(FolderSource.class);
        FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source)).containsOnlyKeys("3.png");
      assertThat(source.unreadable()).isEqualTo(3);
      assertThat(warnings.texts())
          .hasSize(3)
          .anyMatch(text -> text.contains("1.png: it is cut off"))
          .anyMatch(text -> text.contains("2.jpg: it is empty"))
          .anyMatch(text -> text.contains("4.jpg: its content is none of"));
    }
  }

  @Test
  void tellsOfPicturesOfOtherKindsOnce() throws Exception {
    put("1.png", PNG);
    put("2.GIF", "GIF89a".getBytes(UTF_8));
    put("3.heic", new byte[9]);
    put("4.gif", PNG);
    put("1.txt", "0 0.5 0.5 0.1 0.1".getBytes(UTF_8));
    try (Warnings warnings = Warnings.of(FolderSource.class);
        FrameSource source = FolderSource.open(temporary, pool)) {
      assertThat(Truths.in(source)).containsOnlyKeys("1.png", "4.gif");
      assertThat(warnings.texts())
          .singleElement()
          .asString()
          .contains(": 2 pictures of other kinds");
    }
  }

  @Test
  void endsInAnErrorWhenNothingCanBeRead() throws Exception {
    put("1.png", new byte[0]);
    put("2.png", Arrays.copyOf(PNG, 40));
    try (Warnings warnings = Warnings.of(FolderSource.class);
        FrameSource source = FolderSource.open(temporary, pool)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("None of the 2 pictures in " + temporary)
          .hasMessageContaining("1.png: it is empty");
      assertThat(warnings.texts()).hasSize(2);
    }
  }

  @Test
  void refusesAFolderWithoutPictures() throws IOException {
    Path file = put("notes.txt", "text".getBytes(UTF_8));
    assertThatThrownBy(() -> FolderSource.open(temporary, pool))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("There is no picture in the folder " + temporary);
    assertThatThrownBy(() -> FolderSource.open(temporary.resolve("x"), pool))
        .hasMessage("There is no folder " + temporary.resolve("x"));
    assertThatThrownBy(() -> FolderSource.open(file, pool))
        .hasMessageEndingWith("is a file, not a folder: use file:" + file);
    assertThatThrownBy(() -> FrameSources.open(new SourceUri.File(temporary), pool))
        .hasMessageEndingWith("is a folder, not a file: use folder:" + temporary);
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() throws Exception {
    put("a.png", PNG);
    try (FrameSource source = FolderSource.open(temporary, pool)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(source::next).isInstanceOf(InterruptedException.class);
    }
  }

  /** A stop may come while the source is opened, which looks into files of any name. */
  @Test
  void aStopMakesNoHealthyPictureUnreadable() throws Exception {
    Path file = put("a", PNG);
    for (String address : List.of("folder:" + temporary, "file:" + file)) {
      Thread.currentThread().interrupt();
      try (FrameSource source = FrameSources.open(SourceUri.parse(address), pool)) {
        assertThatThrownBy(source::next).isInstanceOf(InterruptedException.class);
        assertThat(Truths.in(source)).containsOnlyKeys("a");
      } finally {
        Thread.interrupted(); // other tests run on this thread
      }
    }
  }

  @Test
  void takesASinglePictureFile() throws Exception {
    Path file = put("images/one.dat", PNG);
    put("labels/one.txt", "0 0.5 0.5 0.1 0.2".getBytes(UTF_8));
    try (FrameSource source = FrameSources.open(SourceUri.parse(file.toString()), pool)) {
      assertThat(Truths.in(source))
          .containsExactly(
              Map.entry("one.dat", Truths.of(new Label("0", new Box(45, 20, 55, 30)))));
    }
  }

  @Test
  void readsTheRealBoards() throws Exception {
    Path boards = Path.of(System.getProperty("sightline.home", "."), "../shared/data/deeppcb");
    assumeTrue(Files.isDirectory(boards), "DeepPCB is not here: nothing to read");
    for (boolean defective : new boolean[] {true, false}) {
      Path folder = boards.resolve(defective ? "images" : "templates");
      try (FrameSource source = FolderSource.open(folder, pool)) {
        for (int i = 0; i < 100; i++) {
          try (Frame frame = source.next().orElseThrow()) {
            assertThat(frame.width()).isEqualTo(640);
            assertThat(frame.tag().truth().map(GroundTruth::defective)).contains(defective);
          }
        }
        assertThat(source.unreadable()).isZero();
      }
    }
  }

  private Path put(String name, byte[] content) throws IOException {
    return Pictures.write(temporary.resolve(name), content);
  }
}
