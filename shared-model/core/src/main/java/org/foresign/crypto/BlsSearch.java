package org.foresign.crypto;

import java.util.ArrayList;
import java.util.List;

/** Search by halves for wrong signatures in a list whose product fails. */
final class BlsSearch {
  /** Lists of this size are verified one by one: a product has no gain there. */
  private static final int SINGLES = 3;

  private BlsSearch() {}

  static List<Integer> wrong(Bls bls, List<BlsTriple> triples) {
    List<Integer> places = new ArrayList<>();
    search(bls, triples, 0, false, places);
    return places;
  }

  /**
   * @param offset place of the first triple in the whole list
   * @param known whether at least one is known to be wrong, so that the product need not be asked
   */
  private static void search(
      Bls bls, List<BlsTriple> triples, int offset, boolean known, List<Integer> places) {
    if (triples.size() <= SINGLES) {
      for (int i = 0; i < triples.size(); i++) {
        if (!triples.get(i).verifiesWith(bls)) {
          places.add(offset + i);
        }
      }
      return;
    }
    if (!known && bls.verifyAll(triples)) {
      return;
    }
    int middle = triples.size() / 2;
    int before = places.size();
    search(bls, triples.subList(0, middle), offset, false, places);
    boolean leftIsGood = places.size() == before;
    search(bls, triples.subList(middle, triples.size()), offset + middle, leftIsGood, places);
  }
}
