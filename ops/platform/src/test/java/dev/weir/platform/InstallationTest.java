package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationTest {

  @TempDir Path home;

  @Test
  void installation_partMissing_namesItAndTheBuild() {
    assertThatThrownBy(() -> new Installation(home))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "the installation in %s has no lib/node; build it with: mvn -Pquick package", home);
  }

  @Test
  void installation_complete_findsItsParts() throws IOException {
    Files.createDirectories(home.resolve("lib/node"));
    Files.createDirectories(home.resolve("registry"));
    Path runner = home.resolve("registry/apicurio-registry-app-3.0.9-runner.jar");
    Files.createFile(runner);

    Installation installation = new Installation(home);

    assertThat(installation.nodeClassPath()).isEqualTo(home + "/lib/node/*");
    assertThat(installation.registryJar()).isEqualTo(runner);
    assertThat(installation.jobJar("a.jar")).isEqualTo(home.resolve("jobs/a.jar"));
  }
}
