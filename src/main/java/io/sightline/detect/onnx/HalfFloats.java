package io.sightline.detect.onnx;

/**
 * A table of all 16-bit floating-point numbers (IEEE 754 binary16) as 32-bit ones. Java 17 cannot
 * convert them; a lookup costs one load.
 */
public final class HalfFloats {
  private HalfFloats() {}

  /** The values by their bits, 65,536 of them. */
  public static float[] table() {
    float[] table = new float[1 << 16];
    for (int bits = 0; bits < table.length; bits++) {
      table[bits] = value(bits);
    }
    return table;
  }

  /** The value of one, by its 16 bits. */
  static float value(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      return Math.scalb((float) fraction, -24) * (sign == 0 ? 1 : -1);
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
