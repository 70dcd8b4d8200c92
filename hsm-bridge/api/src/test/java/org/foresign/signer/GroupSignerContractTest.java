package org.foresign.signer;

import java.util.List;
import org.foresign.codec.Bytes;

class GroupSignerContractTest extends SignerContractTest {
  @Override
  protected Signer newSigner() {
    return new GroupSigner(3, 2);
  }

  @Override
  protected List<PeerMessage> carry(List<PeerMessage> outgoing) {
    return outgoing.stream()
        .map(question -> new PeerMessage(question.party(), question.round(), Bytes.of((byte) 1)))
        .toList();
  }
}
