package dev.weir.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessRefTest {

  private final ProcessRef self = ProcessRef.of("self", ProcessHandle.current());

  @Test
  void find_running_isTheProcess() {
    assertThat(self.find()).contains(ProcessHandle.current());
  }

  @Test
  void find_sameNumberOtherStart_isNone() {
    ProcessRef earlier = new ProcessRef("self", self.pid(), self.startedAt() - 60_000);

    assertThat(earlier.find()).isEmpty();
  }

  @Test
  void find_ended_isNone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    ProcessRef ref = new ProcessRef("true", process.pid(), 0);
    process.waitFor();

    assertThat(ref.find()).isEmpty();
  }
}
