package org.foresign.practice.story;

import org.foresign.model.problem.ProblemCode;

/** What can end the practice story. Nothing of worth is ever at risk in it. */
enum StoryProblem implements ProblemCode {
  STORY_REAL_MONEY(
      "A practice vault never signs for a network with real money.",
      "Nothing was made and nothing was signed.",
      "Practise with --network hoodi, sepolia or practice."),
  STORY_NETWORK_RETIRED(
      "This network is retired; nothing new is planned for it.",
      "Nothing was made and nothing was signed.",
      "Practise with --network hoodi, sepolia or practice."),
  STORY_FOLDER_NOT_EMPTY(
      "The folder to keep the homes in is not empty.",
      "Nothing in it was changed.",
      "Name a folder that is empty or not there yet."),
  STORY_FOLDER_FAILED(
      "A folder or file of the practice run can't be written.",
      "Only practice data is concerned.",
      "Make room in the temporary folder, or name another one with --keep."),
  STORY_VAULT_NOT_STARTED(
      "The vault program can't be started.",
      "Nothing was signed.",
      "Start practice by ./foresign practice, from the folder that Foresign was built in."),
  STORY_VAULT_SILENT(
      "The vault program ended without an answer.",
      "What it had signed until then is in its journal; this is practice.",
      "Run it again; if it repeats, report the words of the vault."),
  STORY_WORDS_DIFFER(
      "Desk and vault show different words.",
      "Nothing was accepted.",
      "In a real ceremony: stop, and find out which machine or stick was changed."),
  STORY_RELEASE_STOPPED(
      "The desk did not release a leaf that was due.",
      "The leaf is held as before.",
      "Read why it stopped; run it again."),
  STORY_STUCK(
      "The practice chain went on, but something that was due did not come.",
      "Only practice coins are concerned.",
      "Run it again with --keep and look at the desk's batch."),
  STORY_BROKE_OFF(
      "The story broke off by a mistake in the program.",
      "Only practice data is concerned.",
      "Please report it with the lines above.");

  private final String happened;
  private final String safe;
  private final String next;

  StoryProblem(String happened, String safe, String next) {
    this.happened = happened;
    this.safe = safe;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return safe;
  }

  @Override
  public String next() {
    return next;
  }
}
