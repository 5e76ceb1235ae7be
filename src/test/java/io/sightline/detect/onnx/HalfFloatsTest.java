package io.sightline.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests 16-bit floating point against values known from IEEE 754. */
class HalfFloatsTest {
  private final float[] table = HalfFloats.table();

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0",
    "0x3c00, 1",
    "0xc000, -2",
    "0x7bff, 65504",
    "0x0400, 0.00006103515625",
    "0x0001, 0.000000059604644775390625",
    "0x83ff, -0.000060975551605224609375",
    "0x3555, 0.333251953125",
    "0x7c00, Infinity",
    "0xfc00, -Infinity"
  })
  void knownValues(String bits, float value) {
    assertThat(table[Integer.decode(bits)]).isEqualTo(value);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    for (int bits = 0x7c01; bits < 0x8000; bits++) {
      assertThat(table[bits]).isNaN();
      assertThat(table[bits | 0x8000]).isNaN();
    }
  }

  @Test
  void theRestAscends() {
    for (int bits = 1; bits <= 0x7c00; bits++) {
      assertThat(table[bits]).isGreaterThan(table[bits - 1]);
      assertThat(table[bits | 0x8000]).isEqualTo(-table[bits]);
    }
  }
}
