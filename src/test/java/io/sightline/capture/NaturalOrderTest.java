package io.sightline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  private final NaturalOrder order = NaturalOrder.OF_NAMES;

  @Test
  void countsAsPeopleDo() {
    assertThat(
            List.of("img10.png", "IMG2.png", "img1.png", "img02.png", "img", "Zug", "ärger", "abc")
                .stream()
                .sorted(order)
                .toList())
        .containsExactly(
            "abc", "img", "img1.png", "IMG2.png", "img02.png", "img10.png", "Zug", "ärger");
  }

  @Property
  void numbersOfAnyLengthCompareByValue(
      @ForAll("names") String name, @ForAll long a, @ForAll long b) {
    BigInteger x = BigInteger.valueOf(a).abs().pow(3);
    BigInteger y = BigInteger.valueOf(b).abs().pow(3);
    // The underscore keeps the name's own digits out of the number.
    assertThat(Integer.signum(order.compare(name + "_" + x, name + "_" + y)))
        .isEqualTo(x.compareTo(y));
  }

  @Property
  void isATotalOrder(
      @ForAll("names") String a, @ForAll("names") String b, @ForAll("names") String c) {
    assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
    assertThat(order.compare(a, b) == 0).isEqualTo(a.equals(b));
    if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
      assertThat(order.compare(a, c)).isLessThanOrEqualTo(0);
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("aAbÄß019_.é ").ofMaxLength(6);
  }
}
