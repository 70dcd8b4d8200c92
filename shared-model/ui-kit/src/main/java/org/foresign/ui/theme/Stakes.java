package org.foresign.ui.theme;

/** Whether money is at stake, which band, plate and frame say. */
public enum Stakes {
  REAL,
  PRACTICE
}
