package org.foresign.model.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.junit.jupiter.api.Test;

/** The committed requests keep their bytes and their digests. */
class BatchVectorTest {
  @Test
  void committedRequestsKeepBytesAndDigest() throws Exception {
    List<String> lines = lines("/vectors/batch/requests.txt");
    assertThat(lines).hasSizeGreaterThanOrEqualTo(7);
    for (String line : lines) {
      String[] parts = line.split(" ", 2);
      Bytes bytes = Bytes.parseHex(parts[0]);
      BatchRequest request = BatchRequestCodec.decode(bytes);
      assertThat(BatchRequestCodec.encode(request)).isEqualTo(bytes);
      Digest32 digest = Digest32.parseHex(parts[1]);
      assertThat(BatchExpanderTest.byHand(request)).isEqualTo(digest);
      assertThat(BatchExpander.expand(bytes).batchDigest()).isEqualTo(digest);
    }
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BatchVectorTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }
}
