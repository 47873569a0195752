package dev.weir.platform.process;

import dev.weir.platform.Installation;
import dev.weir.platform.PlatformConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The child that is the schema registry (Apicurio): how it starts. */
public final class RegistryProcess {

  /** Name in messages and in the run file. */
  public static final String NAME = "registry";

  private RegistryProcess() {}

  /** The specification for a configuration whose ports are chosen. */
  public static ChildSpec spec(PlatformConfig config, Installation installation) {
    Path dir = config.dir();
    Path log = dir.resolve("logs").resolve("registry.log");
    Path data = dir.resolve("data").resolve("registry").resolve("registry");
    return new ChildSpec(
        NAME,
        false,
        // it starts in a third of the time without the second compiler, and is never busy
        List.of("-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        Map.ofEntries(
            Map.entry("quarkus.http.host", "127.0.0.1"),
            Map.entry("quarkus.http.port", Integer.toString(config.registryPort())),
            Map.entry("quarkus.management.host", "127.0.0.1"),
            Map.entry("quarkus.management.port", "0"),
            Map.entry("quarkus.http.access-log.enabled", "false"),
            Map.entry("quarkus.banner.enabled", "false"),
            Map.entry(
                "quarkus.log.console.format", "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %c{1} %m%n%e"),
            Map.entry("apicurio.storage.kind", "sql"),
            Map.entry("apicurio.storage.sql.kind", "h2"),
            Map.entry(
                "apicurio.datasource.url", "jdbc:h2:file:" + data + ";DB_CLOSE_ON_EXIT=FALSE"),
            Map.entry("apicurio.datasource.jdbc.initial-size", "2"),
            Map.entry("apicurio.datasource.jdbc.min-size", "2"),
            Map.entry("apicurio.datasource.jdbc.max-size", "16"),
            Map.entry("java.util.logging.manager", "org.jboss.logmanager.LogManager")),
        Map.of(),
        List.of(installation.registryJar().toString()),
        "io.quarkus.runner.GeneratedMain",
        List.of(),
        dir.resolve("run").resolve("registry.args"),
        log,
        log);
  }
}
