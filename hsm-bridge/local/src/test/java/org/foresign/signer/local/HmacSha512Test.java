package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

class HmacSha512Test {
  @Test
  void agreesWithTheJdkForKeysOfEveryLength() {
    Seeds.check(
        300,
        random -> {
          byte[] key = Seeds.bytes(random, 1 + random.nextInt(300));
          byte[] first = Seeds.bytes(random, random.nextInt(200));
          byte[] second = Seeds.bytes(random, random.nextInt(200));
          Mac mac = Mac.getInstance("HmacSHA512");
          mac.init(new SecretKeySpec(key, "HmacSHA512"));
          mac.update(first);
          byte[] out = new byte[64];
          try (HmacSha512 hmac = new HmacSha512(key)) {
            hmac.code(out, first, second);
            assertThat(out).isEqualTo(mac.doFinal(second));
          }
        });
  }
}
