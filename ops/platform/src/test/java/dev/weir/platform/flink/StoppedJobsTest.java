package dev.weir.platform.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoppedJobsTest {

  @TempDir Path folder;

  private StoppedJobs stopped;

  @BeforeEach
  void open() {
    stopped = new StoppedJobs(folder);
  }

  @Test
  void note_isForOneStart() {
    stopped.keep("weir-text-scoring", "file:/a");

    StoppedJobs later = new StoppedJobs(folder);
    assertThat(later.take("weir-fraud-scoring")).isEmpty();
    assertThat(later.take("weir-text-scoring")).contains("file:/a");
    assertThat(later.take("weir-text-scoring")).isEmpty();
  }

  @Test
  void nameThatIsNoFileName_isNotNoted() {
    stopped.keep("../../etc", "file:/a");
    stopped.keep("a/b", "file:/a");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void savepoints_thatNoNoteNames_arePruned() throws IOException {
    Path old = savepoint("old");
    Path last = savepoint("last");
    stopped.keep("weir-text-scoring", last.toUri().toString());

    stopped.prune();

    assertThat(old).doesNotExist();
    assertThat(last).isNotEmptyDirectory();
  }

  private Path savepoint(String name) throws IOException {
    Path savepoint = Files.createDirectories(folder.resolve("savepoints").resolve(name));
    Files.writeString(savepoint.resolve("_metadata"), "m");
    return savepoint;
  }
}
