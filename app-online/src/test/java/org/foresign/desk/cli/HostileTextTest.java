package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Printed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a provider, a file or a stick says: nothing of it acts on the terminal. */
class HostileTextTest {
  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private TypedDesk typed;
  private HttpServer provider;
  private volatile String says = "";
  private volatile int status = 200;

  @BeforeEach
  void begin() throws IOException, ProblemException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          String asked =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] answer = answerTo(asked).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    provider.start();
    typed = new TypedDesk(folder);
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      String url = "http://127.0.0.1:" + provider.getAddress().getPort();
      for (Endpoints.Kind kind : Endpoints.Kind.values()) {
        new Endpoints(desk.home()).set(Networks.HOODI.chain(), kind, List.of(url));
      }
    }
  }

  @AfterEach
  void end() {
    provider.stop(0);
  }

  @Test
  void whatProvidersAnswer() {
    List<String> all = answers(Printed.hostile());
    assertThat(answered(all.getFirst())).as("shown, or this proves nothing").contains("Custodian");
    for (String answer : all) {
      answered(answer, "--json");
    }
    int turn = 0;
    for (String hostile : Printed.each()) {
      List<String> answers = answers(hostile);
      answered(answers.get(turn++ % answers.size()));
    }
  }

  /** What is said now, for each call of a batch with its id. */
  private String answerTo(String asked) {
    if (!asked.startsWith("[") || !says.startsWith("{\"jsonrpc")) {
      return says;
    }
    List<String> all = new ArrayList<>();
    for (JsonNode call : JsonMapper.shared().readTree(asked)) {
      all.add(says.replace("\"id\":1,", "\"id\":" + call.path("id") + ","));
    }
    return all.toString();
  }

  private static List<String> answers(String hostile) {
    String text = JsonMapper.shared().writeValueAsString(hostile);
    return List.of(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":"
            + text
            + ",\"data\":"
            + text
            + "}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + text + "}",
        "{\"code\":500,\"message\":" + text + "}",
        "<html><title>" + hostile + "</title>" + hostile,
        hostile);
  }

  private String answered(String answer, String... more) {
    says = answer;
    status = answer.startsWith("{\"jsonrpc") ? 200 : 403;
    List<String> words = new ArrayList<>(List.of("endpoints", "status", "--chain", "hoodi"));
    words.addAll(List.of(more));
    return harmless(typed.run(words.toArray(String[]::new)), answer);
  }

  @Test
  void namesOfParcels() throws IOException {
    List<String> names = new ArrayList<>(Printed.each());
    names.add(Printed.hostile());
    Path stick = Files.createDirectory(folder.resolve("stick"));
    for (String name : names) {
      Files.writeString(
          stick.resolve("foresign-8c6e8e80-signed " + name.replace("\u0000", "") + ".fsx"), "x");
    }
    for (String json : List.of("", "--json")) {
      List<String> words = new ArrayList<>(List.of("batch", "import", "--carry", stick.toString()));
      words.addAll(json.isEmpty() ? List.of() : List.of(json));
      assertThat(harmless(typed.run(words.toArray(String[]::new)), "names")).contains("Custodian");
    }
  }

  @Test
  void whatPlansAreMadeFrom() throws IOException {
    List<String> texts = new ArrayList<>(Printed.each());
    texts.addAll(0, List.of(Printed.hostile(), Printed.hostile(), Printed.hostile()));
    int turn = 0;
    for (String hostile : texts) {
      // A line break would be one of the file itself.
      String quoted = "\"" + hostile.replace("\r", "") + "\"";
      String key = JsonMapper.shared().writeValueAsString(hostile);
      List<String> wish =
          switch (turn++ % 3) {
            case 0 -> List.of("--pay", file("pay.csv", "recipient,amount\n" + quoted + ",1"));
            case 1 -> List.of("--pay", file("odd.csv", quoted + ",amount\nx,1"));
            default -> List.of("--stake", file("deposits.json", "[{\"pubkey\":" + key + "}]"));
          };
      planned(hostile, wish.get(0), wish.get(1));
      if (turn <= 3) {
        planned(hostile, wish.get(0), wish.get(1), "--json");
      }
    }
  }

  private void planned(String about, String... wish) {
    String account = vault.account().toString();
    List<String> words =
        new ArrayList<>(List.of("plan", "--chain", "hoodi", "--account", account, "--tiers", "1"));
    words.addAll(List.of(wish));
    harmless(typed.run(words.toArray(String[]::new)), about);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static String harmless(Said said, String about) {
    String all = said.out() + said.err();
    assertThat(said.code()).as(all).isNotZero();
    assertThat(Printed.firstThatActs(all))
        .as(JsonMapper.shared().writeValueAsString(about + " -> " + all))
        .isEmpty();
    return all;
  }
}
