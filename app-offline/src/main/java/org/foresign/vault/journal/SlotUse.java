package org.foresign.vault.journal;

import org.foresign.model.batch.SlotId;
import org.foresign.model.policy.Exposure;

/** The most that one batch can cost through one nonce: the maximum over its leaves. */
public record SlotUse(SlotId slot, Exposure exposure) {}
