package org.foresign.carry;

/**
 * One parcel on a stick, with what is left to do with it here.
 *
 * @param words what it is and how it stands, for a person: words, date, state
 */
public record StickItem(ParcelName name, State state, String words) {
  /** What is left to do. */
  public enum State {
    /** It waits to be taken here. */
    OPEN,
    /** It was taken, or can never be taken any more: nobody needs it on the stick. */
    DONE,
    /** It is for somebody else, or from somebody unknown, or can't be read. */
    OTHER
  }

  /** One line of a list. */
  public String line() {
    return name + "  " + words;
  }
}
