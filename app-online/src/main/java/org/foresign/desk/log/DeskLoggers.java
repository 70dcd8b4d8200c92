package org.foresign.desk.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** The back end that SLF4J finds on the desk's class path: all of it ends in {@link DeskLog}. */
public final class DeskLoggers implements SLF4JServiceProvider {
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  @Override
  public ILoggerFactory getLoggerFactory() {
    return DeskLoggers::logger;
  }

  private static Logger logger(String name) {
    return new ToDeskLog(name);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {
    // There is nothing to set up: a log begins when a home is opened.
  }

  private static final class ToDeskLog extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    ToDeskLog(String name) {
      this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
      return DeskLog.wants(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
      return DeskLog.wants(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
      return DeskLog.wants(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
      return DeskLog.wants(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
      return DeskLog.wants(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        @Nullable String message,
        Object @Nullable [] arguments,
        @Nullable Throwable fault) {
      String text = MessageFormatter.basicArrayFormat(message, arguments);
      DeskLog.write(level, name, text == null ? "" : text, fault);
    }
  }
}
