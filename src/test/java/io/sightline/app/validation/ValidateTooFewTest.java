package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sets with too few parts for {@code validate --choose}. */
@Timeout(120)
class ValidateTooFewTest {
  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
  }

  /** Their labels promised enough; what took hours to measure is not thrown away. */
  @Test
  void whereTooManyPicturesAreUnreadableTheFiguresStay() throws IOException {
    for (int x = 0; x < 2; x++) {
      set.bad("bad" + x, x, PaintedSet.SURE);
      Files.writeString(set.set().resolve("images/good%d.png".formatted(x)), "no picture");
      set.labelled("good" + x, "");
    }
    Path recipe = folder.resolve("chosen.json");
    Path report = folder.resolve("chosen.html");

    CommandLineRun run =
        set.validate("--choose", "cost=20", "--recipe-out", recipe, "--report", report);

    String why =
        "No limits are chosen: 2 bad parts and 0 good parts could be judged, and at least two of each are needed";
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).containsOnlyOnce(why);
    assertThat(run.number("images")).isEqualTo(2);
    assertThat(run.json()).doesNotContainKey("choice");
    assertThat(String.valueOf(run.json().get("warnings"))).contains(why);
    assertThat(String.valueOf(run.json().get("unreadable_pictures"))).contains("good1.png");
    assertThat(report).content().contains(why);
    assertThat(recipe).doesNotExist();
  }

  /** Each defect is a part where defects are counted, and a crowd region holds none by itself. */
  @Test
  void badPartsWithoutOneLabelledDefectAreTooFewByDefectBeforeTheWork() throws IOException {
    Path coco = Files.createDirectories(folder.resolve("coco"));
    for (int x = 0; x < 4; x++) {
      set.painted("p" + x, x, PaintedSet.SURE);
      Files.copy(set.set().resolve("images/p" + x + ".png"), coco.resolve("p" + x + ".png"));
    }
    Files.writeString(
        coco.resolve("instances.json"),
        """
        {"images": [{"id": 1, "file_name": "p0.png"}, {"id": 2, "file_name": "p1.png"},
                    {"id": 3, "file_name": "p2.png"}, {"id": 4, "file_name": "p3.png"}],
         "categories": [{"id": 1, "name": "red"}],
         "annotations": [{"image_id": 1, "category_id": 1, "bbox": [0, 0, 9, 9], "iscrowd": 1},
                         {"image_id": 2, "category_id": 1, "bbox": [0, 0, 9, 9], "iscrowd": 1}]}
        """);

    CommandLineRun run =
        CommandLineRun.of(
            "validate",
            "--model",
            set.model(),
            "--data",
            coco,
            "--choose",
            "cost=20",
            "--per-defect");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .contains("--choose needs two defects and two good parts at least: the set has 0 and 2")
        .doesNotContain("\n");
  }
}
