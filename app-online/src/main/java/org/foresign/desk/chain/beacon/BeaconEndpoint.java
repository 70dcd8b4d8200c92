package org.foresign.desk.chain.beacon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BeaconGenesis;
import org.foresign.desk.chain.BeaconSpec;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.FinalityCheckpoints;
import org.foresign.desk.chain.PendingConsolidation;
import org.foresign.desk.chain.PendingDeposit;
import org.foresign.desk.chain.PendingPartialWithdrawal;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.HttpLink;
import org.foresign.desk.chain.http.JsonAnswer;
import org.foresign.desk.chain.http.ProviderWords;
import org.foresign.desk.chain.http.StrictJson;
import org.foresign.desk.chain.quorum.EndpointGroup;
import org.foresign.desk.chain.quorum.Observation;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The Beacon API of one consensus client: the few questions that the desk has. */
final class BeaconEndpoint implements EndpointGroup.Member {
  private static final String FINALIZED_STATE = "/eth/v1/beacon/states/finalized/";
  private static final int HTTP_OK = 200;

  /** Keys in one POST. */
  private static final int POST_CHUNK = 500;

  /** Keys in one GET: the Beacon API allows 64 ids. */
  private static final int GET_CHUNK = 64;

  /** The deposit queue of a busy network has over a hundred thousand entries of 450 bytes. */
  private static final long MAX_QUEUE_BYTES = 512L << 20;

  private static final int CHECKPOINT_TRIES = 3;

  private final String name;
  private final EndpointUrl url;
  private final HttpLink link;
  private final Digest32 validatorsRoot;
  private volatile boolean proven;
  private volatile boolean withoutPost;

  BeaconEndpoint(String name, EndpointUrl url, HttpLink link, Digest32 validatorsRoot) {
    this.name = name;
    this.url = url;
    this.link = link;
    this.validatorsRoot = validatorsRoot;
  }

  /** Something read from the finalized state. */
  interface StateReader<T> {
    T read() throws ProblemException;
  }

  @Override
  public String name() {
    return name;
  }

  BeaconGenesis genesis() throws ProblemException {
    return BeaconAnswers.genesis(get("/eth/v1/beacon/genesis").field("data"));
  }

  BeaconSpec spec() throws ProblemException {
    return BeaconAnswers.spec(get("/eth/v1/config/spec").field("data"));
  }

  /** Asks for the genesis unless the endpoint has named the right chain before. */
  void prove() throws ProblemException {
    if (proven) {
      return;
    }
    Digest32 root = genesis().validatorsRoot();
    if (!root.equals(validatorsRoot)) {
      throw Problem.of(ChainProblem.CHAIN_DIFFERS, name + " serves the beacon chain " + root)
          .asException();
    }
    proven = true;
  }

  FinalityCheckpoints finality() throws ProblemException {
    JsonAnswer answer = get("/eth/v1/beacon/states/head/finality_checkpoints");
    BeaconAnswers.checkVerified(answer);
    return BeaconAnswers.finality(answer.field("data"));
  }

  /**
   * The header that ties what is read from the finalized state. Where it does not call itself final
   * the checkpoint has to: the flag repeats what the checkpoints decide, and clients have had it
   * wrong.
   */
  BeaconHeader finalizedHeader() throws ProblemException {
    JsonAnswer answer = get("/eth/v1/beacon/headers/finalized");
    BeaconAnswers.checkVerified(answer);
    BeaconHeader header = BeaconAnswers.header(answer.field("data"));
    if (!BeaconAnswers.saysFinal(answer) && !finality().finalized().root().equals(header.root())) {
      throw Problem.of(ChainProblem.ANSWER_NOT_FINAL, name + ", the header is not final")
          .asException();
    }
    return header;
  }

  /**
   * Reads from the finalized state and ties the value to its block: the finalized header is asked
   * before and after, and a value read while it moved is read again.
   */
  <T> Observation<T> atFinalized(StateReader<T> reader) throws ProblemException {
    prove();
    BeaconHeader before = finalizedHeader();
    for (int i = 0; i < CHECKPOINT_TRIES; i++) {
      T value = reader.read();
      BeaconHeader after = finalizedHeader();
      if (after.equals(before)) {
        return new Observation<>(value, new BlockRef(after.slot(), after.root()));
      }
      before = after;
    }
    throw Problem.of(ChainProblem.ANSWER_NOT_FINAL, name + ", finality moves too fast to read")
        .asException();
  }

  /** The registry's records of those of {@code keys} that it has. */
  List<Registration.Validator> validators(List<BlsPublicKey> keys) throws ProblemException {
    List<Registration.Validator> found = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += POST_CHUNK) {
      found.addAll(postChunk(keys.subList(i, Math.min(keys.size(), i + POST_CHUNK))));
    }
    return found;
  }

  private List<Registration.Validator> postChunk(List<BlsPublicKey> keys) throws ProblemException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode ids = body.putArray("ids");
    keys.forEach(k -> ids.add(k.toString()));
    if (withoutPost) {
      return getChunks(keys);
    }
    HttpLink.Answer answer = link.post(FINALIZED_STATE + "validators", StrictJson.write(body));
    if (answer.status() == HTTP_OK) {
      return BeaconAnswers.validators(root(answer.body()), keys);
    }
    // Servers and the proxies before them refuse a POST by many a status. What is wrong with more
    // than the POST fails the GET as well, and that is the reason told.
    List<Registration.Validator> found = getChunks(keys);
    withoutPost = true;
    return found;
  }

  private List<Registration.Validator> getChunks(List<BlsPublicKey> keys) throws ProblemException {
    List<Registration.Validator> found = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += GET_CHUNK) {
      List<BlsPublicKey> chunk = keys.subList(i, Math.min(keys.size(), i + GET_CHUNK));
      String ids = chunk.stream().map(BlsPublicKey::toString).collect(Collectors.joining(","));
      found.addAll(BeaconAnswers.validators(get(FINALIZED_STATE + "validators?id=" + ids), chunk));
    }
    return found;
  }

  List<PendingDeposit> pendingDeposits(Set<BlsPublicKey> keys) throws ProblemException {
    return queue(
        "pending_deposits",
        item -> {
          PendingDeposit deposit = BeaconAnswers.pendingDeposit(item);
          return keys.contains(deposit.key()) ? Optional.of(deposit) : Optional.empty();
        });
  }

  List<PendingPartialWithdrawal> pendingPartialWithdrawals(LongPredicate wanted)
      throws ProblemException {
    return queue(
        "pending_partial_withdrawals",
        item ->
            Optional.of(BeaconAnswers.pendingPartial(item))
                .filter(p -> wanted.test(p.validatorIndex())));
  }

  List<PendingConsolidation> pendingConsolidations(LongPredicate wanted) throws ProblemException {
    return queue(
        "pending_consolidations",
        item ->
            Optional.of(BeaconAnswers.pendingConsolidation(item))
                .filter(p -> wanted.test(p.sourceIndex()) || wanted.test(p.targetIndex())));
  }

  private <T> List<T> queue(String which, BeaconQueue.ItemReader<T> reader)
      throws ProblemException {
    return link.stream(
        FINALIZED_STATE + which,
        MAX_QUEUE_BYTES,
        body -> new BeaconQueue<>(which, reader).read(body));
  }

  private JsonAnswer get(String path) throws ProblemException {
    HttpLink.Answer answer = link.get(path);
    if (answer.status() != HTTP_OK) {
      throw link.status(answer);
    }
    return root(answer.body());
  }

  private JsonAnswer root(byte[] body) throws ProblemException {
    if (ProviderWords.isPage(body)) {
      String words = ProviderWords.of(url, body).map(said -> ": " + said).orElse("");
      throw Problem.of(ChainProblem.ENDPOINT_PAGE, url + words).asException();
    }
    JsonNode node = StrictJson.read(body, url.toString());
    return new JsonAnswer(node, "answer");
  }
}
