package org.foresign.vault.lock;

import org.foresign.model.text.Spelling;

/** The things that keep the vault to itself, each reported on its own. */
public enum LockKind {
  SYSTEM_CALLS("the kernel refuses this process networks and other processes"),
  FILES("this process opens only files that its command needs"),
  DESCRIPTORS("nothing open at the start reaches a network"),
  MODULES("the Java run time holds no network module"),
  JAVA_FLAGS("no debugger, agent or memory dump can reach this process"),
  NOT_DUMPABLE("other processes of this user can't read its memory"),
  DEBUGGERS("programs of this user can't attach to one another"),
  NETWORK_NAMESPACE("this process sees an empty network"),
  INTERFACES("no network interface of this machine is up"),
  NATIVE_FILES("the native libraries are those of this release");

  private final String words;

  LockKind(String words) {
    this.words = words;
  }

  /** What holds while the lock holds, in words for the lock page. */
  public String words() {
    return words;
  }

  /** The name in JSON, such as {@code system-calls}. */
  public String id() {
    return Spelling.of(this);
  }
}
