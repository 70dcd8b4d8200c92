package org.foresign.carry;

import java.util.Arrays;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.HkdfSha256;
import org.foresign.crypto.X25519;
import org.foresign.model.problem.ProblemException;

/** Keys of the tags on QR frames, one for each direction of a pairing (docs/spec/envelope.md). */
public final class FrameTagKey {
  private FrameTagKey() {}

  /**
   * Derives the key of one direction; both machines get the same 32 bytes, the caller's to wipe.
   *
   * @param ownKey32 X25519 private key of the own card; stays the caller's
   * @throws ProblemException if the peer's key is refused
   */
  public static byte[] derive(
      byte[] ownKey32, Digest32 ownCard, Bytes peerKey32, Digest32 peerCard, Direction direction)
      throws ProblemException {
    boolean ownFirst = ownCard.compareTo(peerCard) <= 0;
    Bytes info =
        Bytes.of(DomainTag.of("frame-tag"))
            .concat((ownFirst ? ownCard : peerCard).bytes())
            .concat((ownFirst ? peerCard : ownCard).bytes())
            .concat(Bytes.of((byte) direction.code()));
    byte[] shared = X25519.agree(ownKey32, peerKey32.toArray());
    try {
      return HkdfSha256.derive(shared, new byte[0], info.toArray(), 32);
    } finally {
      Arrays.fill(shared, (byte) 0);
    }
  }
}
