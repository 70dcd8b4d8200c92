package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Wei;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.work.Counted;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.journal.JournalRecall;
import org.foresign.vault.journal.LedgerHistory;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.WriteOffProblem;
import org.foresign.vault.keys.WriteOffs;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Policies;
import org.foresign.vault.receive.ReceiveService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Takes nonces that are used for good out of the outstanding exposure. */
@Command(
    name = "writeoff",
    description = {
      "Takes nonces that are used for good out of the outstanding exposure.",
      "By the receipts of a desk (--in), or by what the officers saw themselves (--account ...)."
    },
    mixinStandardHelpOptions = true)
final class WriteOffCommand extends VaultAction {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})(?:-([0-9]{1,18}))?");
  private static final int SHOWN = 20;

  @Option(names = "--in", paramLabel = "DIR", description = "Where the desk's receipts lie.")
  private @Nullable Path in;

  @Option(names = "--account", paramLabel = "ADDRESS", description = "The account.")
  private @Nullable Address account;

  @Option(names = "--network", paramLabel = "NAME", description = "Its network or chain id.")
  private @Nullable String network;

  @Option(names = "--nonces", paramLabel = "A[-B]", description = "The nonces that are used.")
  private @Nullable String nonces;

  @Option(names = "--block", paramLabel = "NUMBER", description = "A finalized block above them.")
  private @Nullable Long block;

  @Option(names = "--hash", paramLabel = "HASH", description = "The hash of that block.")
  private @Nullable String hash;

  @Option(names = "--source", paramLabel = "TEXT", description = "Who looked, and where.")
  private @Nullable String source;

  WriteOffCommand(VaultServices services) {
    super(services);
  }

  /** What one source says. */
  record Claims(String source, String words, List<SettledSlot> settled) {}

  @Override
  Answer run() throws ProblemException {
    Path receipts = in;
    if ((receipts == null) == (account == null)) {
      throw wrong(
          "give either --in, or --account with --network, --nonces, --block, --hash and --source");
    }
    try (Session session = Session.open(services, options)) {
      List<Parcel> parcels =
          receipts == null
              ? List.of()
              : Parcels.all(new FolderCarrier(receipts), ParcelKind.RECEIPT, null);
      List<Claims> byHand = receipts == null ? List.of(typed(session)) : List.of();
      Session.Unlocked unlocked = session.unlock(SlotPurpose.ADMINISTER);
      OpenVault vault = unlocked.vault();
      List<Claims> open = outstanding(vault, receipts == null ? byHand : carried(vault, parcels));
      if (open.isEmpty()) {
        throw Problem.of(WriteOffProblem.WRITEOFF_NOTHING).asException();
      }
      Set<LaneId> lanes = new LinkedHashSet<>();
      open.forEach(claims -> claims.settled().forEach(one -> lanes.add(one.slot().lane())));
      Map<LaneId, Exposure> before = exposure(vault, lanes);
      session.confirmRead(page(open), "Is each of them used for good, as far as you can tell?");
      int count = 0;
      WriteOffs writeOffs = new WriteOffs(vault);
      for (Claims claims : open) {
        count += writeOffs.write(claims.settled(), claims.source(), unlocked.officers()).size();
      }
      return answer(session, count, before, exposure(vault, lanes));
    }
  }

  private Claims typed(Session session) throws ProblemException {
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
    requireSource(who);
    LaneId lane = new LaneId(Chains.parse(text, policy(session)), address);
    Matcher parts = RANGE.matcher(range);
    if (number < 0 || !parts.matches()) {
      throw wrong("--nonces is a number or two with a hyphen, --block a number");
    }
    long first = Long.parseLong(parts.group(1));
    long last = parts.group(2) == null ? first : Long.parseLong(parts.group(2));
    if (last < first || last - first >= BatchRequest.MAX_SLOTS) {
      throw wrong("--nonces goes up, over at most " + BatchRequest.MAX_SLOTS);
    }
    List<SettledSlot> settled = new ArrayList<>();
    for (long nonce = first; nonce <= last; nonce++) {
      settled.add(new SettledSlot(new SlotId(lane, nonce), number, digest(digest), null));
    }
    return new Claims("by hand: " + who, "You say", settled);
  }

  private Digest32 digest(String text) {
    try {
      return Digest32.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw wrong("--hash is a block hash of 64 hex digits");
    }
  }

  private static void requireSource(String text) throws ProblemException {
    Problem unfit = Problem.of(WriteOffProblem.WRITEOFF_SOURCE_UNFIT);
    if (text.isBlank()) {
      throw unfit.asException();
    }
    try {
      Detail tried = new Detail("source", "by hand: " + text);
      assert !tried.value().isEmpty();
    } catch (IllegalArgumentException e) {
      throw new ProblemException(unfit, e);
    }
  }

  private static Policy policy(Session session) throws ProblemException {
    return session
        .home()
        .database()
        .read(sql -> Policies.inForce(sql, session.facts()))
        .orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NONE).asException())
        .policy();
  }

  static List<Claims> carried(OpenVault vault, List<Parcel> parcels) throws ProblemException {
    ReceiveService receive = new ReceiveService(vault);
    Map<String, Claims> bySource = new LinkedHashMap<>();
    Set<Digest32> desks = new LinkedHashSet<>();
    int refused = 0;
    for (Parcel parcel : parcels) {
      ReceiveService.OpenedReceipt opened;
      try {
        opened = receive.openReceipt(parcel.bytes());
      } catch (ProblemException e) {
        refused++;
        if (refused == parcels.size()) {
          throw e;
        }
        continue; // an old receipt, or one for another vault
      }
      desks.add(opened.desk().card().digest());
      String card = opened.desk().card().digest().toString();
      Claims claims =
          bySource.computeIfAbsent(
              card, c -> new Claims(c, opened.desk().name() + " claims", new ArrayList<>()));
      claims.settled().addAll(opened.receipt().settled());
    }
    vault.look((sql, memory) -> {
      for (Digest32 desk : desks) {
        ReceiveService.desk(sql, vault.facts(), desk);
      }
      return memory;
    });
    return List.copyOf(bySource.values());
  }

  static List<Claims> outstanding(OpenVault vault, List<Claims> all) throws ProblemException {
    List<Claims> open = new ArrayList<>();
    for (Claims claims : all) {
      List<SettledSlot> left =
          vault.look((sql, memory) -> WriteOffs.outstanding(sql, claims.settled()));
      if (!left.isEmpty()) {
        open.add(new Claims(claims.source(), claims.words(), left));
      }
    }
    return open;
  }

  private static Map<LaneId, Exposure> exposure(OpenVault vault, Set<LaneId> lanes)
      throws ProblemException {
    LedgerHistory history =
        vault.look((sql, memory) -> LedgerHistory.read(sql, lanes, Digest32.ZERO));
    Map<LaneId, Exposure> found = new LinkedHashMap<>();
    lanes.forEach(lane -> found.put(lane, history.outstanding(lane)));
    return found;
  }

  private static List<String> page(List<Claims> open) {
    List<String> lines = new ArrayList<>();
    for (Claims claims : open) {
      lines.add(
          claims.words()
              + " that "
              + Counted.of(claims.settled().size(), "nonce")
              + " can't be used any more; this vault can't check that:");
      claims.settled().stream().limit(SHOWN).forEach(one -> lines.add("  " + words(one)));
      if (claims.settled().size() > SHOWN) {
        lines.add(
            "  and "
                + (claims.settled().size() - SHOWN)
                + " more, up to "
                + words(claims.settled().getLast()));
      }
    }
    lines.add("Compare some of them with a block explorer that the desk has no part in.");
    lines.add("Written off, they free room under the outstanding limit, never under the lifetime");
    lines.add("limit, and no nonce reopens. A leaf that is not final can still be broadcast.");
    return lines;
  }

  private static String words(SettledSlot one) {
    return one.slot()
        + ": block "
        + one.block()
        + " "
        + one.blockHash()
        + ", "
        + one.usedBy().map(leaf -> "leaf " + leaf).orElse(JournalRecall.usedBy(one));
  }

  private static Answer answer(
      Session session, int count, Map<LaneId, Exposure> before, Map<LaneId, Exposure> after)
      throws ProblemException {
    PolicyWords words =
        new PolicyWords(
            session
                .home()
                .database()
                .read(sql -> Policies.inForce(sql, session.facts()))
                .map(Policies.Accepted::policy)
                .orElse(null));
    Answer answer = new Answer().line("Wrote off " + Counted.of(count, "nonce") + ".");
    List<Object> lanes = new ArrayList<>();
    before.forEach((lane, was) -> {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("lane", lane.toString());
      for (Map.Entry<Asset, Wei> entry : was.amounts().entrySet()) {
        Wei now = after.getOrDefault(lane, Exposure.NONE).of(entry.getKey());
        answer.line(
            words.lane(lane)
                + ": outstanding falls from "
                + words.amount(entry.getKey(), entry.getValue())
                + " to "
                + words.amount(entry.getKey(), now));
      }
      lanes.add(facts);
    });
    return session.sheet().writeTo(answer.fact("writtenOff", count).fact("lanes", lanes));
  }

  private ParameterException wrong(String words) {
    return new ParameterException(spec.commandLine(), words);
  }
}
