package dev.weir.formats;

import static org.awaitility.Awaitility.await;

import dev.weir.platform.Installation;
import dev.weir.platform.PlatformConfig;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.check.Ports;
import dev.weir.platform.http.JsonHttp;
import dev.weir.platform.process.ChildProcess;
import dev.weir.platform.process.RegistryProcess;
import dev.weir.platform.setup.SubjectSetup;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The registry of the embedded platform with its subjects, as a process of its own. */
final class RealRegistry implements AutoCloseable {
  static final String PREFIX = "weir.";

  private final ChildProcess process;
  private final URI url;

  private RealRegistry(ChildProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  static RealRegistry start(Path dir) throws IOException {
    PlatformConfig config = Ports.settle(PlatformConfig.onFreePorts(dir));
    Files.createDirectories(dir.resolve("data").resolve("registry"));
    ChildProcess process = ChildProcess.start(RegistryProcess.spec(config, Installation.find()));
    RealRegistry registry = new RealRegistry(process, PlatformEndpoints.of(config).registryUrl());
    try {
      await("the registry, log in " + dir)
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(registry::answers);
      new SubjectSetup(registry.url).registerAll(PREFIX);
      return registry;
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  String url() {
    return url.toString();
  }

  SchemaRegistryClient client() {
    return RegistryClients.connect(RegistryConfig.of(url()));
  }

  @Override
  public void close() {
    process.stop(Duration.ofSeconds(10));
  }

  private boolean answers() throws IOException {
    return new JsonHttp().get(URI.create(url + "/config"), Duration.ofSeconds(2)).ok();
  }
}
