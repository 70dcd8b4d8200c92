package org.foresign.carry;

import java.nio.file.Path;

/** Opens what parcels are taken from and given to; each program's wiring knows by what. */
@FunctionalInterface
public interface Carriers {
  Carrier folder(Path folder);
}
