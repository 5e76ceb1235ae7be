package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    assertThat(found).isGreaterThan(9); // 5 boards with 3 defects or more each
  }

  @Test
  void aLowerLimitShowsMoreAndTheDashPrints() {
    CommandLineRun few = detect("--confidence", "0.9", "--jsonl", "-");
    CommandLineRun many = detect("--confidence", "0.001", "--jsonl", "-");

    assertThat(few.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"image\":"));
    assertThat(many.out().length()).isGreaterThan(few.out().length());
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
  void aFileThatCannotBeWrittenIsNamed() {
    CommandLineRun run = detect("--jsonl", directory.resolve("none/x.jsonl"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("sightline: Cannot write ").contains("x.jsonl");
  }

  private static CommandLineRun detect(Object... more) {
    Object[] all = new Object[6 + more.length];
    List.of("detect", "sim:board?seed=5&defects=1", "--model", "board", "--parts", 3).toArray(all);
    System.arraycopy(more, 0, all, 6, more.length);
    return CommandLineRun.of(all);
  }
}
