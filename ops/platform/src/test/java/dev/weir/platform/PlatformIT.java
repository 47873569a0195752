package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlatformIT {

  @Test
  void start_freePorts_everyPartAnswers(@TempDir Path dir) throws IOException {
    try (Platform platform =
        Platform.start(PlatformConfig.onFreePorts(dir), StartProgress.none())) {
      JsonHttp http = new JsonHttp();
      URI flink = URI.create(platform.endpoints().flinkUrl() + "/overview");
      URI subjects = URI.create(platform.endpoints().registryUrl() + "/subjects");

      assertThat(http.get(flink, Duration.ofSeconds(10)).body().path("slots-total").asInt())
          .isEqualTo(8);
      assertThat(http.get(subjects, Duration.ofSeconds(10)).body().toString())
          .contains("\"weir.comments-value\"");
    }
  }
}
