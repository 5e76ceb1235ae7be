package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A single-stroke font for printing on boards: capitals, digits and a few signs on a 4 by 6 grid.
 */
final class Strokes {
  private static final String SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./ ";

  /**
   * The strokes of each sign, separated by spaces; a stroke is a chain of grid points "xy", with y
   * = 0 at the top.
   */
  private static final String[] SHAPES = {
    "103041453616050110", "112026 1636", "01103041420646", "01103041423323 334445361605",
        "36300444",
    "400003334445361605", "4130100105163645443303", "004016", "103041423313020110 1304051636454433",
        "0516364541301001021343",
    "0602204246 0444", "00063645443303 0030414233", "4130100105163645", "00063645413000",
        "40000646 0333",
    "400006 0333", "41301001051636454323", "0006 4046 0343", "1030 2026 1636", "4045361605",
    "0006 4003 0346", "000646", "0600234046", "06004640", "103041453616050110",
    "06003041423303", "103041453616050110 2446", "06003041423303 2346", "413010010213334445361605",
        "0040 2026",
    "000516364540", "002640", "0016233640", "0046 4006", "002340 2326",
    "00400646", "1333", "2526", "4006", ""
  };

  private Strokes() {}

  /** Returns the width of a text whose capitals have this height. */
  static double width(String text, double height) {
    return text.length() * advance(height) - height / 6;
  }

  private static double advance(double height) {
    return height * 5.4 / 6;
  }

  /** Returns the lines of a text whose baseline starts at this point. */
  static List<List<Vertex>> lines(String text, Vertex origin, double height) {
    List<List<Vertex>> lines = new ArrayList<>();
    double unit = height / 6;
    for (int i = 0; i < text.length(); i++) {
      int sign = SIGNS.indexOf(text.charAt(i));
      if (sign < 0) {
        continue;
      }
      double left = origin.x() + i * advance(height);
      double top = origin.y() - height;
      for (String stroke : SHAPES[sign].split(" ", -1)) {
        List<Vertex> line = new ArrayList<>();
        for (int k = 0; k + 1 < stroke.length(); k += 2) {
          line.add(
              new Vertex(
                  left + (stroke.charAt(k) - '0') * unit,
                  top + (stroke.charAt(k + 1) - '0') * unit));
        }
        if (line.size() > 1) {
          lines.add(line);
        }
      }
    }
    return lines;
  }
}
