package dev.weir.platform;

import dev.weir.platform.process.CodeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that the build lays out and the platform runs from: {@code lib/node}, {@code
 * lib/streams}, {@code lib/console}, {@code registry}, {@code jobs}. Immutable.
 *
 * @param home the folder, absolute
 */
public record Installation(Path home) {

  /** System property that names the folder; the build sets it for tests. */
  public static final String HOME_PROPERTY = "weir.dist";

  private static final String REGISTRY_RUNNER = "apicurio-registry-app-3.0.9-runner.jar";

  /**
   * Checks that the parts which the platform starts are there.
   *
   * @throws PlatformException if one is missing; the message says how to build it
   */
  public Installation {
    home = home.toAbsolutePath().normalize();
    require(home, "lib/node");
    require(home, "registry/" + REGISTRY_RUNNER);
  }

  /**
   * The installation this program belongs to: the folder named by the system property {@value
   * #HOME_PROPERTY}, or else the one whose {@code lib/cli} holds this class.
   *
   * @throws PlatformException if there is none
   */
  public static Installation find() {
    String property = System.getProperty(HOME_PROPERTY);
    if (property != null) {
      return new Installation(Path.of(property));
    }
    Path library = CodeSource.of(Installation.class).getParent();
    Optional<Path> home =
        Optional.ofNullable(library)
            .filter(path -> path.endsWith("lib/cli"))
            .map(path -> path.resolve("../..").normalize());
    return new Installation(
        home.orElseThrow(
            () ->
                new PlatformException(
                    "cannot tell where Weir is installed; set -D"
                        + HOME_PROPERTY
                        + " to the folder that holds lib/node and registry")));
  }

  /** Class path of the broker and Flink process, with a wildcard. */
  public String nodeClassPath() {
    return home.resolve("lib/node") + "/*";
  }

  /** Class path of the applications on Kafka Streams, with a wildcard. */
  public String streamsClassPath() {
    return home.resolve("lib/streams") + "/*";
  }

  /** Class path of the console, with a wildcard. */
  public String consoleClassPath() {
    return home.resolve("lib/console") + "/*";
  }

  /** The registry's jar; its manifest names the others. */
  public Path registryJar() {
    return home.resolve("registry").resolve(REGISTRY_RUNNER);
  }

  /** A job's jar, such as {@code weir-text-job.jar}. */
  public Path jobJar(String fileName) {
    return home.resolve("jobs").resolve(fileName);
  }

  private static void require(Path home, String part) {
    if (!Files.exists(home.resolve(part))) {
      throw new PlatformException(
          "the installation in "
              + home
              + " has no "
              + part
              + "; build it with: mvn -Pquick package");
    }
  }
}
