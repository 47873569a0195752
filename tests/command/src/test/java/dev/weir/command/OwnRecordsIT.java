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

  @TempDir Path folder;

  @Test
  void rowsOfAFile_sentToARunningPlatform_haveVerdictsAndTheBadOneItsLine() throws Exception {
    String dir = folder.resolve("weir").toString();
    Path csv = Files.writeString(folder.resolve("comments.csv"), COMMENTS);
    Launcher weir = new Launcher(folder);
    Running up = weir.start(up(dir));
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !up.process().isAlive() || up.output().contains("Stop with Ctrl-C"));

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

      Result status = weir.run("status", "--json", "--dir", dir);
      assertThat(status.exit()).as(status.out()).isZero();
      assertThat(status.out()).contains("\"running\":true", "RUNNING");

      Result second = weir.run("up", "--dir", dir);
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err().strip()).hasLineCount(1).contains(dir);
    } finally {
      Result down = weir.run("down", "--dir", dir);
      assertThat(down.exit()).as(down.err()).isZero();
    }
    assertThat(up.process().isAlive()).isFalse();
    assertThat(Processes.mentioning(folder)).isEmpty();
  }

  private static String[] up(String dir) throws IOException {
    List<String> args = new ArrayList<>(List.of("up", "--dir", dir, "--state-backend", "rocksdb"));
    List<ServerSocket> held = new ArrayList<>();
    for (String part : List.of("kafka", "controller", "registry", "flink")) {
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
