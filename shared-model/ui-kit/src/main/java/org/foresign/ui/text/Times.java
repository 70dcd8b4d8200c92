package org.foresign.ui.text;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Dates, times and ages in words of the window's language. */
public final class Times {
  private final Texts texts;

  public Times(Texts texts) {
    this.texts = texts;
  }

  /** Such as {@code 14:07}; seconds are nobody's business on a page. */
  public String clock(ZonedDateTime time) {
    return twoDigits(time.getHour()) + ":" + twoDigits(time.getMinute());
  }

  /** Such as {@code 14:07 CET}, once a page, because officers compare with a watch. */
  public String clockWithZone(ZonedDateTime time) {
    ZoneId zone = time.getZone();
    boolean summer = zone.getRules().isDaylightSavings(time.toInstant());
    String name =
        java.util.TimeZone.getTimeZone(zone)
            .getDisplayName(summer, java.util.TimeZone.SHORT, Locale.ENGLISH);
    return clock(time) + " " + (zone.getRules().isFixedOffset() ? fixed(zone) : name);
  }

  private static String fixed(ZoneId zone) {
    String name = zone.getDisplayName(TextStyle.SHORT, Locale.ROOT);
    return name.equals("Z") ? "UTC" : name;
  }

  /** Such as {@code 28 November 2026}. */
  public String date(LocalDate date) {
    return texts.get(
        "time.date",
        date.getDayOfMonth(),
        texts.get("time.month." + date.getMonthValue()),
        date.getYear());
  }

  /** Such as {@code 26 Nov 10:02}, for tables. */
  public String inTable(ZonedDateTime time) {
    return texts.get(
        "time.in-table",
        time.getDayOfMonth(),
        texts.get("time.mon." + time.getMonthValue()),
        clock(time));
  }

  /** Such as {@code 12 s} or {@code 9 min} or {@code 3 days}, rounded down. */
  public String duration(Duration age) {
    if (age.toMinutes() < 1) {
      return texts.get("time.seconds", age.toSeconds());
    }
    if (age.toHours() < 1) {
      return texts.get("time.minutes", age.toMinutes());
    }
    return age.toDays() < 1
        ? texts.get("time.hours", age.toHours())
        : texts.count("time.days", age.toDays());
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
