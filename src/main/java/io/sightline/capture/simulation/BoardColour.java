package io.sightline.capture.simulation;

/** Solder mask colours as a camera sees them: bare mask, mask over copper, printing (0xRRGGBB). */
enum BoardColour {
  GREEN(0x155A36, 0x3A9A5E, 0xE9EEE8, 30),
  BLUE(0x12316F, 0x3A70BC, 0xE8ECF2, 22),
  RED(0x7C1519, 0xC44A40, 0xF2E8E6, 16),
  BLACK(0x1C1D20, 0x676259, 0xE4E4E2, 14),
  WHITE(0xCDCFCA, 0x9A9A84, 0x2C2E33, 8),
  YELLOW(0xA07812, 0xDDB84C, 0xF8F6EC, 10);

  final int mask;
  final int copper;
  final int print;
  final int weight;

  BoardColour(int mask, int copper, int print, int weight) {
    this.mask = mask;
    this.copper = copper;
    this.print = print;
    this.weight = weight;
  }

  static BoardColour pick(double u) {
    double left = u * 100;
    for (BoardColour colour : values()) {
      left -= colour.weight;
      if (left < 0) {
        return colour;
      }
    }
    return GREEN;
  }
}
