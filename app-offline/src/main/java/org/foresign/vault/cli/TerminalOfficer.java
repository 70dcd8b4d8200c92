package org.foresign.vault.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.secret.Passphrase;
import org.foresign.signer.DevicePrompt;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.SignerAsker;
import org.foresign.terminal.Passphrases;
import org.foresign.terminal.Prompt;
import org.foresign.terminal.TwoWords;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.words.JudgedWords;
import org.foresign.vault.words.ReadingWords;
import org.foresign.vault.words.SignerWords;
import org.foresign.vault.work.PaperLine;
import org.foresign.vault.work.PassphraseAsker;
import org.foresign.vault.work.Reading;
import org.foresign.vault.work.Reply;
import org.foresign.vault.work.ReviewAsker;
import org.foresign.vault.work.VaultMaking;
import org.jspecify.annotations.Nullable;

/**
 * Whoever sits at the terminal; for practice vaults a script with --yes, --consent and files in
 * place of what is typed.
 */
final class TerminalOfficer
    implements PassphraseAsker, ReviewAsker, SignerAsker, VaultMaking.NewPassphrase {
  private static final String NO = " Press enter alone to say no.";

  private final Prompt prompt;
  private final VaultHomeOptions options;
  private final Set<FindingCode> named = EnumSet.noneOf(FindingCode.class);
  private @Nullable List<String> sheet;
  private boolean full;

  TerminalOfficer(Prompt prompt, VaultHomeOptions options) {
    this.prompt = prompt;
    this.options = options;
  }

  /** How a batch is shown, and findings that the command line names. */
  void review(boolean wholeKeys, Set<FindingCode> consents) {
    full = wholeKeys;
    named.addAll(consents);
  }

  /** The ten words of the paper sheet's last line, in place of the question. */
  void sheet(List<String> words) {
    sheet = words;
  }

  @Override
  public Passphrase passphrase(Request request) throws ProblemException {
    String label =
        request.purposes().equals(List.of(SecretPurpose.SIGN))
            ? "Passphrase, to sign"
            : "Passphrase of the vault";
    return passphrases().next(label, request.attempt(), request.wrong());
  }

  @Override
  public Passphrase choose() throws ProblemException {
    return passphrases().fresh("New passphrase");
  }

  private Passphrases passphrases() {
    options.passphraseWanted = true;
    return new Passphrases(prompt, options.passphraseFile);
  }

  @Override
  public void trying() throws ProblemException {
    making();
  }

  @Override
  public void making() throws ProblemException {
    if (options.passphraseFile == null) {
      prompt.show(List.of("One moment: a passphrase is slow to try on purpose."));
    }
  }

  /** Shows the page once; the question comes when all that it wants was named. */
  @Override
  public Set<FindingCode> review(JudgedBatch judged, TwoWords two) throws ProblemException {
    if (asksPerson()) {
      JudgedWords words = new JudgedWords(judged);
      List<String> page = new ArrayList<>(words.page(full));
      words.crypto().forEach(choice -> page.add(choice.words()));
      prompt.show(two.leaveOut(page));
    }
    Set<FindingCode> wanted = judged.review().consentsWanted();
    Set<FindingCode> given = EnumSet.noneOf(FindingCode.class);
    given.addAll(wanted);
    given.retainAll(named);
    if (given.size() < wanted.size() && asksPerson()) {
      askConsents(wanted, given);
    }
    return given;
  }

  /** The question names no finding: only who read the page can answer it. */
  private void askConsents(Set<FindingCode> wanted, Set<FindingCode> given)
      throws ProblemException {
    prompt.show(
        List.of(
            "This batch is signed only if you name each finding that wants your consent,"
                + " as it stands in brackets on the page. An empty line ends without signing."));
    while (given.size() < wanted.size()) {
      String typed = prompt.line("Finding " + (given.size() + 1) + " of " + wanted.size());
      if (typed.isEmpty()) {
        return;
      }
      FindingCode.ofId(typed).filter(wanted::contains).ifPresent(given::add);
    }
  }

  private boolean asksPerson() {
    return !options.yes && prompt.isInteractive();
  }

  @Override
  public Reply ask(Reading reading, @Nullable TwoWords two) throws ProblemException {
    if (reading instanceof Reading.Sheet && sheet != null) {
      return new Reply.TenWords(sheet);
    }
    if (options.yes) {
      return new Reply.Unread();
    }
    List<String> page = ReadingWords.lines(reading);
    String question = ReadingWords.question(reading);
    if (two == null) {
      prompt.show(page);
      return prompt.confirm(question) ? new Reply.Yes() : new Reply.No();
    }
    List<String> last = new ArrayList<>();
    if (reading.elsewhere()) {
      page = two.leaveOut(page);
    } else {
      last.add(two.numbered());
    }
    last.add(question + NO);
    prompt.show(page);
    prompt.show(last);
    TwoWords.Answer answer = two.ask(prompt, ReadingWords.source(reading));
    return answer.typed().isEmpty() ? new Reply.No() : new Reply.Words(answer.typed());
  }

  @Override
  public void write(PaperLine line) throws ProblemException {
    if (asksPerson()) {
      prompt.show(
          List.of(ReadingWords.paper(line), "Write it down now, before anything else happens."));
      prompt.line("Press enter when it is written");
    }
  }

  /** Without a person the first look decides: whoever runs the script reads what is waited for. */
  @Override
  public boolean atDevice(DevicePrompt at, boolean again) throws ProblemException {
    if (!asksPerson()) {
      return !again;
    }
    if (!again) {
      prompt.show(SignerWords.lines(at));
      return true;
    }
    return !prompt
        .line("The device still waits. Press enter to look again, or type stop")
        .equals("stop");
  }

  @Override
  public List<PeerMessage> carry(List<PeerMessage> outgoing) throws ProblemException {
    List<PeerMessage> answers = new ArrayList<>();
    if (!asksPerson()) {
      return answers;
    }
    List<String> lines = new ArrayList<>();
    lines.add(SignerWords.CARRY);
    outgoing.forEach(message -> lines.add("  " + SignerWords.line(message)));
    lines.add(
        "Type their answers in the same form. An empty line ends; without any, signing stops");
    lines.add("here and continues when the same request is signed again.");
    prompt.show(lines);
    while (true) {
      String typed = prompt.line("Answer " + (answers.size() + 1));
      if (typed.isEmpty()) {
        return answers;
      }
      try {
        answers.add(SignerWords.message(typed));
      } catch (IllegalArgumentException e) {
        prompt.show(List.of("That is not member/round/message; it was left out."));
      }
    }
  }
}
