package org.foresign.ui.theme;

/** Which of the two programs a window belongs to: seen by colour, silhouette and word. */
public enum Identity {
  DESK,
  VAULT
}
