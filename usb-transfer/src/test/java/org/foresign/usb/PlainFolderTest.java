package org.foresign.usb;

import java.nio.file.Path;

/** The same on the fallback for systems without lookups inside an open folder. */
class PlainFolderTest extends FolderTest {
  @Override
  TestStick stick(Path path) {
    return new TestStick(path, PlainFolder::new);
  }
}
