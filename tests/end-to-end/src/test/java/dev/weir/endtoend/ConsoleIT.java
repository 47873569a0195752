package dev.weir.endtoend;

import static dev.weir.schemas.LabelerKind.GOLDEN;
import static dev.weir.schemas.LabelerKind.MODERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.LabelledExample;
import dev.weir.serde.topic.WeirTopic;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels over HTTP, on a real broker: taken, left out, refused, and joined with their events. */
class ConsoleIT {

  private static final String KEY = "weir_of-this-test";

  @TempDir Path dir;

  @Test
  void labels_overHttp_becomeExamples() throws Exception {
    Platform platform = SharedPlatform.get();
    try (TestTopics topics = TestTopics.create(platform, "console.");
        LabelledText text = new LabelledText(topics, platform.endpoints().bootstrapServers());
        RecordTail<LabelledExample> examples =
            new RecordTail<>(topics, WeirTopic.LABELLED_EXAMPLES, LabelledExample.class);
        RecordTail<Feedback> labels = new RecordTail<>(topics, WeirTopic.FEEDBACK, Feedback.class);
        StreamsApp app = StreamsApp.learning(platform.endpoints(), topics, dir.resolve("join"));
        ConsoleProgram console =
            ConsoleProgram.start(
                platform.endpoints(),
                topics,
                dir.resolve("console"),
                "--console-keys-file=" + keys())) {
      text.verdict("c-1", "ann", text.comment("c-1", "ann"));
      app.awaitRunning();

      HttpResponse<String> answer =
          console.label("[" + label("ham", "mo", "moderator") + ",{\"event_id\":\"c-2\"}]", "");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      assertThat(answer.body())
          .contains("\"accepted\":1,\"rejected\":1")
          .contains("{\"event_id\":\"c-1\",\"status\":\"accepted\"}")
          .contains("task is missing");
      String golden = label("spam", "gold", "golden");
      assertThat(console.label(golden, "").statusCode()).isEqualTo(403);
      assertThat(console.label(golden, "weir_wrong").statusCode()).isEqualTo(401);
      assertThat(console.label(golden, KEY).statusCode()).isEqualTo(202);

      assertThat(labels.toEnd())
          .extracting(one -> one.getLabeler().getKind())
          .containsExactlyInAnyOrder(MODERATOR, GOLDEN);
      LabelledExample last =
          examples.awaitAny(one -> !one.getLabels().get(0).getOverruled().isEmpty()).stream()
              .reduce((before, after) -> after)
              .orElseThrow();
      assertThat(last.getLabels().get(0).getLabel()).isEqualTo("spam");
      assertThat(last.getLabels().get(0).getOverruled())
          .extracting(LabelVote::getLabel)
          .isEqualTo(List.of("ham"));
      assertThat(Files.readString(dir.resolve("console/logs/console.log")))
          .contains("from case-tool: 1 taken")
          .doesNotContain("remark");
    }
  }

  private static String label(String label, String labeler, String kind) {
    return """
        {"event_id": "c-1", "task": "spam", "label": "%s", "comment": "remark",
         "labeler": {"id": "%s", "kind": "%s"}}
        """
        .formatted(label, labeler, kind);
  }

  private Path keys() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
    return Files.writeString(
        dir.resolve("keys"), "case-tool golden " + HexFormat.of().formatHex(digest));
  }
}
