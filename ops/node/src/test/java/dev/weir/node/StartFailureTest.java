package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class StartFailureTest {

  private final NodeConfig config =
      new NodeConfig(Path.of("/d"), Path.of("/l"), 9092, 9093, 8082, 3);

  @Test
  void explain_bindFailure_namesThePorts() {
    assertThat(explain(new BindException("Could not start rest endpoint on any port")))
        .isEqualTo(
            "a port on 127.0.0.1 is taken (broker 9092, controller 9093, Flink 8082): "
                + "Could not start rest endpoint on any port");
  }

  @Test
  void explain_lockedLogFolder_namesIt() {
    assertThat(explain(new IOException("Failed to acquire lock on file .lock in /d/kafka.")))
        .isEqualTo("another broker uses /d; stop it or choose another folder");
  }

  @Test
  void explain_fullDisk_namesTheFolder() {
    assertThat(explain(new IOException("No space left on device")))
        .isEqualTo("the disk of /d is full; free some space or choose another folder");
  }

  @Test
  void explain_noRights_namesFolderAndFile() {
    assertThat(explain(new AccessDeniedException("/d/kafka")))
        .isEqualTo("cannot write below /d (/d/kafka); make it writable or choose another folder");
  }

  @Test
  void explain_unforeseen_isOneLineWithTheLog() {
    assertThat(explain(new IllegalStateException("first\n second")))
        .isEqualTo("IllegalStateException: first second (details in /l/node.log)");
  }

  private String explain(Throwable root) {
    return StartFailure.explain(
        new CompletionException(new RuntimeException("outer", root)), config);
  }
}
