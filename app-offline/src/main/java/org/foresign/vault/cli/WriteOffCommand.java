package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.codec.Digest32;
import org.foresign.command.Answer;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.words.BatchOutcomes;
import org.foresign.vault.work.WriteOffWork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes nonces that are used for good out of the outstanding exposure. */
@Command(name = "writeoff")
final class WriteOffCommand extends DecidingAction {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})(?:-([0-9]{1,18}))?");

  @Option(names = "--in", paramLabel = "DIR")
  private @Nullable Path in;

  @Option(names = "--account", paramLabel = "ADDRESS")
  private @Nullable Address account;

  @Option(names = "--network", paramLabel = "NAME")
  private @Nullable String network;

  @Option(names = "--nonces", paramLabel = "A[-B]")
  private @Nullable String nonces;

  @Option(names = "--block", paramLabel = "NUMBER")
  private @Nullable Long block;

  @Option(names = "--hash", paramLabel = "HASH")
  private @Nullable String hash;

  @Option(names = "--source", paramLabel = "TEXT")
  private @Nullable String source;

  @Override
  Answer decide() throws ProblemException {
    Path receipts = in;
    if ((receipts == null) == (account == null)) {
      throw wrong(
          "give either --in, or --account with --network, --nonces, --block, --hash and --source");
    }
    if (receipts == null) {
      WriteOffWork.ByHand said = typed();
      return answer(new WriteOffWork(sit()).byHand(said, officer(), officer()));
    }
    return answer(done(new WriteOffWork(sit()).byReceipts(in(receipts), officer(), officer())));
  }

  private WriteOffWork.ByHand typed() {
    Address address = account;
    String text = network;
    String range = nonces;
    Long number = block;
    String digest = hash;
    String who = source;
    if (address == null
        || text == null
        || range == null
        || number == null
        || digest == null
        || who == null) {
      throw wrong("--account needs --network, --nonces, --block, --hash and --source");
    }
    Matcher parts = RANGE.matcher(range);
    if (number < 0 || !parts.matches()) {
      throw wrong("--nonces is a number or two with a hyphen, --block a number");
    }
    long first = Long.parseLong(parts.group(1));
    long last = parts.group(2) == null ? first : Long.parseLong(parts.group(2));
    if (last < first || last - first >= BatchRequest.MAX_SLOTS) {
      throw wrong("--nonces goes up, over at most " + BatchRequest.MAX_SLOTS);
    }
    return new WriteOffWork.ByHand(address, text, first, last, number, digest(digest), who);
  }

  private Digest32 digest(String text) {
    try {
      return Digest32.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw wrong("--hash is a block hash of 64 hex digits");
    }
  }

  private static Answer answer(WriteOffWork.Outcome outcome) {
    return new Answer()
        .lines(BatchOutcomes.lines(outcome))
        .facts(BatchOutcomes.facts(outcome))
        .with(SheetText.of(outcome.line()));
  }
}
