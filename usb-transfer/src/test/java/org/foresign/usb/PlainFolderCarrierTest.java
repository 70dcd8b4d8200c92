package org.foresign.usb;

import java.nio.file.Path;

/** The same on the fallback for systems without lookups inside an open folder. */
class PlainFolderCarrierTest extends FolderCarrierTest {
  @Override
  FolderCarrier carrier(Path path) {
    return new FolderCarrier(path, PlainFolder::new);
  }
}
