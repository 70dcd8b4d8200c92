package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.practice.chain.PracticeDeposits;
import org.foresign.testkit.Anvil;
import org.foresign.testkit.SharedData;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The script that doubles as documentation, against a node from outside. Where anvil lacks a
 * contract, a stand-in of ours lies there; where it lacks a consensus layer, the practice chain's
 * Beacon API answers, whose validators never learn of anvil's requests.
 */
class RoundTripIT {
  private static final Network HOODI = Networks.HOODI;
  private static final Address ACCOUNT =
      Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final String PAYEE = "0x00000000000000000000000000000000000f0e51";
  private static final String MINTER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
  private static final String TOKEN = "0x746f6b656e2d6f662d74686520726f756e642d74";

  private final HttpClient http = HttpClient.newHttpClient();
  private final PracticeDeposits deposits = new PracticeDeposits(HOODI);

  @TempDir Path folder;

  @Test
  @Timeout(900)
  void goesThereAndBackByTheCommandsOfBothPrograms() throws Exception {
    Path launcher = Launched.launcherOrSkip();
    Skips.unless(onPath("curl"), "curl is not installed");
    List<DepositData> own =
        List.of(validator(0, false, 32), validator(1, false, 32), validator(2, true, 64));
    List<DepositData> fresh =
        deposits.signed(9, 10, WithdrawalCredentials.compounding(ACCOUNT), Gwei.ofEther(32));
    try (Anvil anvil = Anvil.startOrSkip(HOODI.chain().reference(), "--no-mining");
        PracticeChain beacon =
            PracticeChain.builder().network(HOODI).validators(own).build().start()) {
      beacon.mine(16);
      placeContracts(anvil);

      Launched run = roundTrip(launcher, anvil, beacon, own, fresh);

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      requireResult(anvil, run);
    }
  }

  private DepositData validator(int number, boolean compounding, long ether) {
    WithdrawalCredentials credentials =
        compounding
            ? WithdrawalCredentials.compounding(ACCOUNT)
            : WithdrawalCredentials.eth1(ACCOUNT);
    return deposits.signed(number, number + 1, credentials, Gwei.ofEther(ether)).getFirst();
  }

  private Launched roundTrip(
      Path launcher,
      Anvil anvil,
      PracticeChain beacon,
      List<DepositData> own,
      List<DepositData> fresh)
      throws IOException {
    Path ownFile = Files.writeString(folder.resolve("own.json"), deposits.file(own));
    Path freshFile = Files.writeString(folder.resolve("fresh.json"), deposits.file(fresh));
    Path script =
        SharedData.projectRoot().resolve("installers/rehearsal/src/test/scripts/round-trip.sh");
    return Launched.run(
        folder,
        Map.of("FORESIGN", launcher.toString(), "TOKEN", TOKEN),
        List.of(
            "sh",
            script.toString(),
            Files.createDirectory(folder.resolve("work")).toString(),
            anvil.url(),
            beacon.url().toString(),
            freshFile.toString(),
            ownFile.toString(),
            own.get(0).publicKey().toString(),
            own.get(1).publicKey().toString(),
            own.get(2).publicKey().toString()));
  }

  /** Nonces 0 to 6 and 8 are ours and final, nonce 7 was used elsewhere; nothing is left over. */
  private void requireResult(Anvil anvil, Launched run) throws Exception {
    JsonNode lane = status().path("lanes").get(0);
    assertThat(lane.path("final").asInt()).as(run.out()).isEqualTo(8);
    assertThat(lane.has("held")).as(run.out()).isFalse();
    assertThat(lane.has("exposed")).as(run.out()).isFalse();
    assertThat(lane.has("included")).as(run.out()).isFalse();
    assertThat(run.out())
        .contains("takes the place of leaf", "was used by a transaction that is not of this desk");

    assertThat(quantity(anvil, "eth_getTransactionCount", ACCOUNT.toString())).isEqualTo(9);
    // 1.5 ETH, one of the three payments of 2 ETH (one was cancelled, one overtaken), and 1 wei.
    assertThat(quantity(anvil, "eth_getBalance", PAYEE))
        .isEqualTo(new BigInteger("3500000000000000001"));
    assertThat(tokenBalance(anvil, PAYEE)).isEqualTo(1_250_000_000L);
    assertThat(quantity(anvil, "eth_getBalance", HOODI.depositContract().toString()))
        .isEqualTo(new BigInteger("32000000000000000000"));
    assertThat(requests(anvil, HOODI.withdrawalRequests())).isEqualTo(1);
    assertThat(requests(anvil, HOODI.consolidationRequests())).isEqualTo(1);
  }

  private JsonNode status() throws IOException {
    String text = Files.readString(folder.resolve("work/status"));
    return JsonMapper.shared().readTree(text.lines().toList().getLast());
  }

  private void placeContracts(Anvil anvil) throws Exception {
    place(anvil, HOODI.depositContract().toString(), "DepositStandIn");
    place(anvil, HOODI.withdrawalRequests().toString(), "WithdrawalRequestsStandIn");
    place(anvil, HOODI.consolidationRequests().toString(), "ConsolidationRequestsStandIn");
    place(anvil, TOKEN, "TokenStandIn");
    // mint(address,uint256), from a development account that anvil signs for.
    String data = "0x40c10f19" + word(ACCOUNT.toString()) + "%064x".formatted(5_000_000_000L);
    call(
        anvil,
        "eth_sendTransaction",
        "[{\"from\":\"%s\",\"to\":\"%s\",\"data\":\"%s\"}]".formatted(MINTER, TOKEN, data));
    for (int i = 0; i < 4; i++) {
      call(anvil, "evm_mine", "[]");
    }
    assertThat(tokenBalance(anvil, ACCOUNT.toString())).isEqualTo(5_000_000_000L);
  }

  private void place(Anvil anvil, String address, String contract) throws Exception {
    try (InputStream in =
        RoundTripIT.class.getResourceAsStream("/contracts/" + contract + ".hex")) {
      assertThat(in).isNotNull();
      String code = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
      String hex = code.startsWith("0x") ? code : "0x" + code;
      call(anvil, "anvil_setCode", "[\"%s\",\"%s\"]".formatted(address, hex));
    }
  }

  private long tokenBalance(Anvil anvil, String holder) throws Exception {
    return read(anvil, TOKEN, "0x70a08231" + word(holder)).longValueExact();
  }

  /** count() of a request stand-in. */
  private long requests(Anvil anvil, Address predeploy) throws Exception {
    // Storage: excess in slot 0, count in slot 1; the fallback answers every call.
    JsonNode word =
        call(anvil, "eth_getStorageAt", "[\"%s\",\"0x1\",\"latest\"]".formatted(predeploy));
    return new BigInteger(word.asString().substring(2), 16).longValueExact();
  }

  private BigInteger read(Anvil anvil, String contract, String data) throws Exception {
    JsonNode word =
        call(
            anvil,
            "eth_call",
            "[{\"to\":\"%s\",\"data\":\"%s\"},\"latest\"]".formatted(contract, data));
    return new BigInteger(word.asString().substring(2), 16);
  }

  private BigInteger quantity(Anvil anvil, String method, String account) throws Exception {
    JsonNode answer = call(anvil, method, "[\"%s\",\"latest\"]".formatted(account));
    return new BigInteger(answer.asString().substring(2), 16);
  }

  private static String word(String address) {
    return "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
  }

  private JsonNode call(Anvil anvil, String method, String parameters) throws Exception {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
            .formatted(method, parameters);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(anvil.url()))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode json = JsonMapper.shared().readTree(answer.body());
    assertThat(json.has("error")).as(answer.body()).isFalse();
    return json.path("result");
  }

  private static boolean onPath(String program) {
    for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(place, program))) {
        return true;
      }
    }
    return false;
  }
}
