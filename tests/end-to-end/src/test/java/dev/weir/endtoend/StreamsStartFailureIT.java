package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the Kafka Streams application from starting is said in one line, with exit code 1. */
class StreamsStartFailureIT {

  @TempDir Path dir;

  @Test
  void modelFolderMissing_isNamed() throws IOException {
    Platform platform = SharedPlatform.get();
    try (TestTopics topics = TestTopics.create(platform, "streams-no-model.");
        StreamsApp app = StreamsApp.start(platform, topics, dir.resolve("no-model"), dir)) {
      assertThat(app.awaitEnd()).isEqualTo(1);
      assertThat(app.said().lines())
          .singleElement()
          .asString()
          .startsWith("weir-text-streams: model package")
          .contains(dir.resolve("no-model").toString());
    }
  }

  @Test
  void topicsMissing_areNamed() {
    Platform platform = SharedPlatform.get();
    try (StreamsApp app =
        StreamsApp.start(
            dir,
            List.of(
                "--bootstrap-servers", platform.endpoints().bootstrapServers(),
                "--schema-registry", platform.endpoints().registryUrl().toString(),
                "--model", SharedPlatform.sampleModel().toString(),
                "--topic-prefix", "nobody-made-these."))) {
      assertThat(app.awaitEnd()).isEqualTo(1);
      assertThat(app.said().lines())
          .singleElement()
          .asString()
          .startsWith("weir-text-streams: topics are missing")
          .contains("nobody-made-these.comments, nobody-made-these.chat-messages")
          .endsWith("create them or correct --topic-prefix");
    }
  }

  @Test
  void brokerAway_isSaid() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    try (StreamsApp app =
        StreamsApp.start(
            dir,
            List.of(
                "--bootstrap-servers", "127.0.0.1:" + closed,
                "--schema-registry", "http://127.0.0.1:" + closed,
                "--model", SharedPlatform.sampleModel().toString()))) {
      assertThat(app.awaitEnd()).isEqualTo(1);
      assertThat(app.said().lines())
          .singleElement()
          .asString()
          .contains("no broker answers at 127.0.0.1:" + closed);
    }
  }
}
