package org.foresign.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Connections to one SQLite file, as a {@link Database} wants them. */
final class Connections {
  private static final int BUSY_MILLIS = 5_000;

  private Connections() {}

  /** SQLite removes its write-ahead log when the last connection closes in order. */
  static boolean leftOpen(Path file) {
    return Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
  }

  static Connection open(Path file, boolean readOnly) throws SQLException {
    String path = file.toAbsolutePath().normalize().toString();
    if (path.indexOf('?') >= 0) {
      throw new IllegalArgumentException("the driver reads options after a question mark: " + path);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.enableLoadExtension(false);
    config.setGetGeneratedKeys(false);
    if (!readOnly) {
      config.resetOpenMode(SQLiteOpenMode.CREATE); // we made the file, with its permissions
    }
    return config.createConnection("jdbc:sqlite:" + path);
  }

  static void closeAfterFailure(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // The failure that led here is the one to report.
      assert e.getErrorCode() != 0;
    }
  }

  static void requireLoaded(SqliteNative driver) {
    if (!driver.library().isAbsolute()) {
      throw new IllegalStateException("the native library has no absolute path");
    }
  }

  static void forceFolder(Path folder) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return; // Windows opens no folder as a channel
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
