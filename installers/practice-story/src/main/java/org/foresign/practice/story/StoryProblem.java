package org.foresign.practice.story;

import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemTable;

/** What can end the practice story. Nothing of worth is ever at risk in it. */
enum StoryProblem implements ProblemCode {
  STORY_REAL_MONEY,
  STORY_NETWORK_RETIRED,
  STORY_FOLDER_NOT_EMPTY,
  STORY_FOLDER_FAILED,
  STORY_VAULT_NOT_STARTED,
  STORY_VAULT_SILENT,
  STORY_WORDS_DIFFER,
  STORY_RELEASE_STOPPED,
  STORY_STUCK,
  STORY_BROKE_OFF;

  private static final ProblemTable TABLE = ProblemTable.beside(StoryProblem.class);

  @Override
  public ProblemTable table() {
    return TABLE;
  }
}
