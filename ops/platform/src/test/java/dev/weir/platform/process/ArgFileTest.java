package dev.weir.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ArgFileTest {

  @Test
  void lines_spec_areQuotedInTheLaunchersOrder() {
    ChildSpec spec =
        new ChildSpec(
            "child",
            false,
            List.of("-Xmx1g"),
            Map.of("b", "two words", "a", "back\\slash"),
            Map.of(),
            List.of("/lib/*"),
            "some.Main",
            List.of("--on", "a b"),
            Path.of("args"),
            Path.of("out"),
            Path.of("log"));

    assertThat(ArgFile.lines(spec))
        .containsExactly(
            "\"-Xmx1g\"",
            "\"-Da=back\\\\slash\"",
            "\"-Db=two words\"",
            "\"-cp\"",
            "\"" + CodeSource.of(GuardedMain.class) + File.pathSeparator + "/lib/*\"",
            "\"dev.weir.platform.process.GuardedMain\"",
            "\"some.Main\"",
            "\"--on\"",
            "\"a b\"");
  }
}
