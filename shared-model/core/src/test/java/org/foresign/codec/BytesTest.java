package org.foresign.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void copiesInAndOut() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.of(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes.hex()).isEqualTo("010203");
    byte[] target = new byte[5];
    bytes.copyTo(target, 1);
    assertThat(target).containsExactly(0, 1, 2, 3, 0);
    assertThat(bytes.slice(1, 2)).isEqualTo(Bytes.parseHex("0203"));
    assertThat(bytes.concat(Bytes.parseHex("0xFF"))).hasToString("0x010203ff");
  }

  @Test
  void comparesByUnsignedContent() {
    assertThat(Bytes.parseHex("7f")).isLessThan(Bytes.parseHex("80"));
    assertThat(Bytes.parseHex("7f")).isLessThan(Bytes.parseHex("7f00"));
    assertThat(Bytes.parseHex("aB").hashCode()).isEqualTo(Bytes.parseHex("ab").hashCode());
    assertThat(Bytes.parseHex("ab")).isNotEqualTo(Bytes.parseHex("ac"));
    assertThat(Bytes.of()).isSameAs(Bytes.EMPTY);
  }

  @Test
  void refusesWhatIsNoHex() {
    for (String text : new String[] {"0", "0x0", "zz", "0x0g", "0x 1", "-1", "٠٠"}) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> Bytes.parseHex(text));
    }
  }

  @Test
  void digestsHaveThirtyTwoBytes() {
    assertThat(Digest32.parseHex("11".repeat(32)).toArray()).hasSize(32).containsOnly(0x11);
    assertThatIllegalArgumentException().isThrownBy(() -> Digest32.of(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> Digest32.of(new byte[33]));
  }
}
