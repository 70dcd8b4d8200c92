package org.foresign.rehearsal.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things lie.
 *
 * @param root the checkout
 */
record Places(Path root) {
  /** The file of 100 Hoodi deposits, which lies beside the checkout where it is shared. */
  Optional<Path> deposits() {
    Path file =
        root.resolveSibling("shared/data/deposit/deposit_data-hoodi-0x02-32eth.json").normalize();
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /** The npm binding of blst, where the launcher could fetch it. */
  Optional<Path> npmBlst() {
    Path folder = root.resolve("build/npm/node_modules/@chainsafe/blst");
    return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
  }

  Path launcher() {
    return root.resolve("foresign");
  }

  /** Where the last table is kept. */
  Path latest() {
    return root.resolve("build/bench/latest.json");
  }
}
