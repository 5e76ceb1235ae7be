package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.command.Console;
import io.sightline.app.validation.PaintedSet;
import io.sightline.detect.Fixtures;
import io.sightline.image.Pictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The model's own boxes, as other programs read them. */
@Timeout(120)
class DetectCommandTest {
  @TempDir private Path directory;

  @Test
  @SuppressWarnings("unchecked")
  void eachImageIsOneLineWithItsBoxesInSourcePixels() throws IOException {
    Path boards = directory.resolve("Bilder ü");
    CommandLineRun.of(
        "simulate", "--out", boards, "--count", 5, "--seed", 9, "--defects", 1, "--fewest", 3);
    Path lines = directory.resolve("boxes.jsonl");

    CommandLineRun run =
        CommandLineRun.of(
            "detect", "folder:" + boards.resolve("images"), "--model", "board", "--jsonl", lines);

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    List<Map<String, Object>> images =
        Files.readAllLines(lines).stream().map(line -> CommandLineRun.json(line)).toList();
    assertThat(images)
        .extracting(image -> image.get("image"))
        .containsExactly("000000.jpg", "000001.jpg", "000002.jpg", "000003.jpg", "000004.jpg");
    int found = 0;
    for (Map<String, Object> image : images) {
      assertThat(image).containsEntry("width", 1280).containsEntry("height", 1024);
      for (Object each : (List<Object>) image.getOrDefault("detections", List.of())) {
        Map<String, Object> detection = (Map<String, Object>) each;
        assertThat(detection).containsOnlyKeys("class", "class_id", "score", "box");
        List<Number> box = (List<Number>) detection.getOrDefault("box", List.of());
        assertThat(box).hasSize(4);
        assertThat(box.get(2).doubleValue()).isBetween(box.get(0).doubleValue() + 8, 1280.0);
        assertThat(box.get(3).doubleValue()).isBetween(box.get(1).doubleValue() + 8, 1024.0);
        found++;
      }
    }
    assertThat(found).isGreaterThan(9); // 5 boards with at least 3 defects each
  }

  @Test
  void aLowerLimitShowsMoreAndTheDashPrints() {
    CommandLineRun few = detect("--confidence", "0.9", "--jsonl", "-");
    CommandLineRun many = detect("--confidence", "0.001", "--jsonl", "-");

    assertThat(few.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"image\":"));
    assertThat(many.out().length()).isGreaterThan(few.out().length());
  }

  @Test
  void boxesThatOverlapMoreThanWasSaidAreOne() {
    CommandLineRun few = detect("--confidence", "0.01", "--iou", "0", "--jsonl", "-");
    CommandLineRun many = detect("--confidence", "0.01", "--iou", "1", "--jsonl", "-");

    assertThat(many.out().length()).isGreaterThan(2 * few.out().length());
  }

  @Test
  void peopleAreToldInWords() {
    CommandLineRun run = detect();

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("board \\d+: (nothing|\\S+ 0\\.\\d\\d at \\d+,\\d+ .*)"));
  }

  @Test
  void anOverlapThatDecidesNothingIsSaid() {
    Path model =
        Fixtures.write(directory.resolve("m.onnx"), Fixtures.bytes("layouts/detr-rows.onnx"));

    assertThat(detect("--iou", "0.1").err()).doesNotContain("--iou");
    assertThat(
            CommandLineRun.of("detect", "sim:board", "--parts", 1, "--model", model, "--iou", 0.1)
                .err())
        .contains("--iou changes nothing");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    CommandLineRun run = detect("--jsonl", directory.resolve("none/x.jsonl"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("sightline: There is no folder ").contains("x.jsonl");
  }

  @Test
  void aRunThatSeesNothingLeavesTheOlderFile() throws IOException {
    Path lines = Files.writeString(directory.resolve("old.jsonl"), "{\"image\":\"1.png\"}");
    Path none = Files.createDirectory(directory.resolve("none"));

    CommandLineRun run =
        CommandLineRun.of("detect", "folder:" + none, "--model", "board", "--jsonl", lines);

    assertThat(run.code()).isEqualTo(1);
    assertThat(lines).hasContent("{\"image\":\"1.png\"}");
  }

  /** The network's answer is no number where a cell is as green as can be. */
  @Test
  void anImageWithoutAnAnswerIsNamedAndTheOthersAreLookedAt() throws IOException {
    Path model = Fixtures.copy("dazzled.onnx", directory);
    PaintedSet painted = PaintedSet.in(directory);
    painted.painted("a", 1, PaintedSet.SURE, 0);
    painted.painted("b", 2, 0, 255);
    painted.painted("c", 3, PaintedSet.SURE, 0);
    Path lines = directory.resolve("boxes.jsonl");

    CommandLineRun run =
        CommandLineRun.of(
            "detect",
            "folder:" + painted.set().resolve("images"),
            "--model",
            model,
            "--jsonl",
            lines);

    assertThat(run.code()).isEqualTo(1);
    assertThat(Files.readAllLines(lines))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"a.png\""),
            line -> assertThat(line).contains("\"c.png\""));
    assertThat(run.err().lines())
        .anyMatch(line -> line.startsWith("b.png: The model dazzled: The network answered"))
        .contains("sightline: The network gave no answer on 1 of 3 images, named above");
  }

  @Test
  void whatWasReadBeforeTheFolderIsGoneIsLookedAt() throws IOException {
    Path folder = directory.resolve("parts");
    Path first = Pictures.write(folder.resolve("a.png"), Pictures.encoded("png", 100, 50));
    Path damaged = Pictures.write(folder.resolve("b.png"), new byte[] {1, 2, 3});
    Path next = Pictures.write(folder.resolve("c.png"), Pictures.encoded("png", 100, 50));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err =
        new ByteArrayOutputStream() {
          @Override
          public void flush() throws IOException {
            if (toString(StandardCharsets.UTF_8).contains("b.png")) { // skipped: a is in hand
              for (Path each : List.of(first, damaged, next)) {
                Files.deleteIfExists(each);
              }
            }
          }
        };

    int code =
        CommandLineRun.on(
            new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            "detect",
            "folder:" + folder,
            "--model",
            "board");

    assertThat(code).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is gone or empty: 1 picture was");
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("a.png: ");
  }

  @Test
  void aPictureIsNoPlaceForLines() throws IOException {
    Path picture = Files.write(directory.resolve("good.png"), new byte[] {(byte) 0x89, 'P'});

    CommandLineRun run = detect("--jsonl", picture);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("good.png is already there and is not a Sightline report");
    assertThat(picture).hasBinaryContent(new byte[] {(byte) 0x89, 'P'});
  }

  @Test
  void aCsvReportIsNoPlaceForLines() throws IOException {
    Path csv = Files.writeString(directory.resolve("report.csv"), "inspection_id,line");

    CommandLineRun run = detect("--jsonl", csv);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("report.csv is already there and is a report of another kind");
    assertThat(csv).hasContent("inspection_id,line");
  }

  @Test
  void oneImageIsNotImages() {
    Path lines = directory.resolve("one.jsonl");

    CommandLineRun run =
        CommandLineRun.of(
            "detect", "sim:board?seed=3", "--model", "board", "--parts", 1, "--jsonl", lines);

    assertThat(run.err()).contains("1 image in " + lines);
  }

  @Test
  void nothingMoreIsLookedAtOnceNobodyReadsTheLines() {
    AtomicInteger lines = new AtomicInteger();
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            lines.addAndGet(one == '\n' ? 1 : 0);
            throw new IOException("Broken pipe");
          }

          @Override
          public void write(byte[] text, int from, int length) throws IOException {
            write(text[from + length - 1]); // a line at a time
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        CommandLineRun.on(
            new Console(
                new PrintStream(closed, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            "detect",
            "sim:board?seed=3",
            "--model",
            "board",
            "--parts",
            40,
            "--jsonl",
            "-");

    assertThat(code).isEqualTo(1);
    assertThat(lines).hasValueBetween(0, 8); // at most what is looked at together
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("sightline: the result could not be written to standard output")
        .hasLineCount(1);
  }

  @Test
  void linesMayGoIntoAPipe() {
    assumeTrue(Files.exists(Path.of("/dev/null")), "skipped: no devices with names here");

    assertThat(detect("--jsonl", "/dev/null").code()).isZero();
  }

  private static CommandLineRun detect(Object... more) {
    Object[] all = new Object[6 + more.length];
    List.of("detect", "sim:board?seed=5&defects=1", "--model", "board", "--parts", 3).toArray(all);
    System.arraycopy(more, 0, all, 6, more.length);
    return CommandLineRun.of(all);
  }
}
