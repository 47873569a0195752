package dev.weir.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.command.Launcher.Result;
import dev.weir.command.Launcher.Running;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code weir up}, then a file of one's own in and its verdicts out, as the README has it; the job
 * keeps its state in RocksDB.
 */
class OwnRecordsIT {

  private static final String COMMENTS =
      """
      user,comment,stars
      ann,"Works as described, thank you",5
      bob,Broke after two days,1
      cy,"no stars given",many
      """;

  private static final String PAYMENT =
      """
      {"event_id": "%s", "card_id": "c-1", "terminal_id": "t-1", "amount": "12.50", "currency": "EUR"}
      """;

  @TempDir Path folder;

  @Test
  void rowsOfAFile_sentToARunningPlatform_haveVerdictsAndTheBadOneItsLine() throws Exception {
    String dir = folder.resolve("weir").toString();
    Path csv = Files.writeString(folder.resolve("comments.csv"), COMMENTS);
    Launcher weir = new Launcher(folder);
    String[] command = up(dir);
    Running up = weir.start(command);
    try {
      awaitReady(up);

      Result sent =
          weir.run(
              "send",
              "comments",
              csv.toString(),
              "--dir",
              dir,
              "--json",
              "--map",
              "author_id=user",
              "--map",
              "text=comment",
              "--map",
              "rating=stars",
              "--set",
              "subject_id=kettle");
      assertThat(sent.exit()).as(up.output() + sent.err()).isZero();
      assertThat(sent.out()).contains("\"sent\":2", "\"rejected\":1");
      assertThat(sent.err()).contains("line 4", "rating", "'many'");

      Result verdicts =
          weir.run(
              "tail",
              "text-verdicts",
              "--from",
              "beginning",
              "--limit",
              "2",
              "--json",
              "--dir",
              dir);
      assertThat(verdicts.exit()).isZero();
      List<String> authors = new ArrayList<>();
      for (String line : verdicts.out().lines().toList()) {
        JsonNode verdict = new ObjectMapper().readTree(line);
        authors.add(verdict.path("author_id").asText());
        assertThat(verdict.path("subject_id").asText()).isEqualTo("kettle");
        assertThat(verdict.path("verdict_id").asText()).hasSize(36);
        assertThat(verdict.path("spam").path("score").isNumber()).isTrue();
        assertThat(verdict.path("model").path("name").asText()).isEqualTo("weir-text");
      }
      assertThat(authors).containsExactlyInAnyOrder("ann", "bob");

      assertThat(pay(weir, dir, "p-1", "p-2")).isEqualTo(2);

      // the console starts beside the platform, which is ready without it
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                Result status = weir.run("status", "--json", "--dir", dir);
                assertThat(status.exit()).as(status.out()).isZero();
                assertThat(status.out()).contains("\"running\":true", "RUNNING");
              });

      Result second = weir.run("up", "--dir", dir);
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err().strip()).hasLineCount(1).contains(dir);
    } finally {
      Result down = weir.run("down", "--dir", dir);
      assertThat(down.exit()).as(down.err()).isZero();
    }
    assertThat(up.process().isAlive()).isFalse();

    Running again = weir.start(command);
    try {
      awaitReady(again);
      assertThat(pay(weir, dir, "p-1", "p-2", "p-3")).as("what was before is known").isEqualTo(3);
    } finally {
      assertThat(weir.run("down", "--dir", dir).exit()).isZero();
    }
    assertThat(again.process().isAlive()).isFalse();
    assertThat(Processes.mentioning(folder)).isEmpty();
  }

  /** Sends payments of one card; answers how many it had within a day at the last one. */
  private int pay(Launcher weir, String dir, String... eventIds) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String eventId : eventIds) {
      lines.append(PAYMENT.formatted(eventId));
    }
    Path file = Files.writeString(folder.resolve("payments.jsonl"), lines);
    Result sent = weir.run("send", "transactions", file.toString(), "--dir", dir);
    assertThat(sent.exit()).as(sent.err()).isZero();
    Result verdicts =
        weir.run(
            "tail",
            "fraud-verdicts",
            "--from",
            "beginning",
            "--limit",
            Integer.toString(eventIds.length),
            "--json",
            "--dir",
            dir);
    assertThat(verdicts.exit()).isZero();
    List<String> seen = new ArrayList<>();
    int count = 0;
    for (String line : verdicts.out().lines().toList()) {
      JsonNode verdict = new ObjectMapper().readTree(line);
      seen.add(verdict.path("event_id").asText());
      count = Math.max(count, verdict.path("features").path("card_count_1d").asInt());
    }
    assertThat(seen).containsExactly(eventIds);
    return count;
  }

  private static void awaitReady(Running up) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !up.process().isAlive() || up.output().contains("Stop with Ctrl-C"));
  }

  private static String[] up(String dir) throws IOException {
    List<String> args = new ArrayList<>(List.of("up", "--dir", dir, "--state-backend", "rocksdb"));
    List<ServerSocket> held = new ArrayList<>();
    for (String part : List.of("kafka", "controller", "registry", "flink", "console")) {
      ServerSocket socket = new ServerSocket(0);
      held.add(socket);
      args.add("--" + part + "-port");
      args.add(Integer.toString(socket.getLocalPort()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return args.toArray(String[]::new);
  }
}
