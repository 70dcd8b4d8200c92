package org.foresign.signer.local;

import java.util.List;

/**
 * Is told which words of the list are near a word that is not in it. They say something about the
 * seed: they are shown to the person who typed, and kept nowhere.
 */
@FunctionalInterface
public interface NearWords {
  NearWords NOBODY = (_, _) -> {};

  /**
   * @param place of the unknown word, from 1
   * @param near at most three words of the list, the nearest first; none where nothing is near
   */
  void found(int place, List<String> near);
}
