package io.sightline.capture.simulation;

/** Surface of bare copper: body and highlight (0xRRGGBB). */
enum Finish {
  GOLD(0xC9A050, 0xDDBB74),
  TIN(0xA9ADB2, 0xC6CACE);

  final int body;
  final int highlight;

  Finish(int body, int highlight) {
    this.body = body;
    this.highlight = highlight;
  }
}
