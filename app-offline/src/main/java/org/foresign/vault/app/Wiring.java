package org.foresign.vault.app;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.foresign.crypto.Bls;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.wrap.OwnStretcher;
import org.foresign.secret.SecretAccess;
import org.foresign.signer.SignerRegistry;
import org.foresign.signer.local.LocalProvider;
import org.foresign.store.SqliteNative;
import org.foresign.terminal.TerminalPrompt;
import org.foresign.usb.Folders;
import org.foresign.vault.cli.VaultServices;
import org.foresign.vault.keys.KnownAccounts;
import org.foresign.vault.keys.WrappedSecrets;
import org.foresign.vault.lock.LockReport;
import org.foresign.vault.lock.VaultLock;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.VaultTools;

/** Makes the vault's services, once a process. */
final class Wiring {
  private Wiring() {}

  static VaultServices services(VaultLock lock) {
    return services(lock::requireForSigning, lock::report, Clock.systemUTC(), SigningWrite.NONE);
  }

  static VaultServices services(
      VaultTools.Locks locks, Supplier<LockReport> report, Clock clock, SigningWrite writePoint) {
    SecretAccess access = SecretAccess.grant();
    SecureRandom random = new SecureRandom();
    VaultTools tools =
        new VaultTools(
            access,
            random,
            clock,
            locks,
            new WrappedSecrets(new OwnStretcher(access), access, random),
            SqliteNative::load,
            Secp256k1::best,
            Bls::best,
            new KnownAccounts(PathArguments.userFolder()),
            new SignerRegistry(List.of(new LocalProvider(Secp256k1::best, access))),
            new Folders(),
            PathArguments.defaultHome(),
            writePoint);
    return new VaultServices(tools, new TerminalPrompt(), report);
  }
}
