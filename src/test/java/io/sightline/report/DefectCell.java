package io.sightline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import java.util.ArrayList;
import java.util.List;

/** A defect as a reader of the report parses it from its column. */
record DefectCell(String className, List<Double> numbers) {

  /** Parses the column as its documentation describes. */
  static List<DefectCell> parse(String cell) {
    List<DefectCell> defects = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    int i = 0;
    while (i < cell.length()) {
      char c = cell.charAt(i++);
      if (c == '\\') {
        name.append(cell.charAt(i++));
      } else if (c == '@') {
        int end = cell.indexOf(';', i);
        end = end < 0 ? cell.length() : end;
        String before = name.toString().replaceAll(" $", "");
        List<Double> numbers = new ArrayList<>();
        for (String number : cell.substring(i, end).strip().split(" ", -1)) {
          numbers.add(Double.parseDouble(number));
        }
        defects.add(new DefectCell(before, numbers));
        name.setLength(0);
        i = Math.min(cell.length(), end + 2);
      } else {
        name.append(c);
      }
    }
    return defects;
  }

  static void check(String cell, List<Defect> made) {
    List<DefectCell> read = parse(cell);
    assertThat(read).hasSameSizeAs(made);
    for (int i = 0; i < made.size(); i++) {
      Defect defect = made.get(i);
      String nameAndConfidence = read.get(i).className();
      int space = nameAndConfidence.lastIndexOf(' ');
      assertThat(nameAndConfidence.substring(0, space)).isEqualTo(defect.className());
      assertThat(nameAndConfidence.substring(space + 1)).matches("[01]\\.\\d{2,4}");
      assertThat(Double.parseDouble(nameAndConfidence.substring(space + 1)))
          .isCloseTo(defect.confidence(), within(0.000051));
      Box box = defect.box();
      List<Double> corners = List.of(box.x1(), box.y1(), box.x2(), box.y2());
      for (int corner = 0; corner < 4; corner++) {
        assertThat(read.get(i).numbers().get(corner))
            .isCloseTo(corners.get(corner), within(0.0051));
      }
    }
  }
}
