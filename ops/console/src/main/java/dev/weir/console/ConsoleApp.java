package dev.weir.console;

import dev.weir.console.access.ApiKeys;
import dev.weir.console.access.MakeKey;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The console as a process of its own. Exit codes: 0 after a stop that was asked for, 1 after a
 * failure (one line on standard error says what to do), 2 wrong usage.
 */
@Command(
    name = ConsoleApp.NAME,
    description = {"Takes labels over HTTP, and shows the pages of the learning loop."},
    mixinStandardHelpOptions = true)
public final class ConsoleApp implements Callable<Integer> {

  static final String NAME = "weir-console";

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleApp.class);

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers; needed")
  private String bootstrapServers = "";

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "Confluent-compatible schema registry; needed")
  private String schemaRegistry = "";

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "what topic names begin with (default: weir.)")
  private String topicPrefix = WeirTopic.DEFAULT_PREFIX;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description =
          "address to listen on; one that others can reach needs keys (default: 127.0.0.1)")
  private String bind = "127.0.0.1";

  @Option(names = "--port", paramLabel = "PORT", description = "0 takes a free one (default: 8088)")
  private int port = 8088;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "a name that browsers ask by, as a proxy's; may be repeated")
  private Set<String> hosts = new LinkedHashSet<>();

  @Option(
      names = "--console-keys-file",
      paramLabel = "FILE",
      defaultValue = "${env:WEIR_CONSOLE_KEYS_FILE}",
      description = "keys, a line each (default: WEIR_CONSOLE_KEYS_FILE)")
  private @Nullable Path keysFile;

  @Option(names = "--runs", paramLabel = "DIR", description = "folder of the learning runs")
  private @Nullable Path runs;

  private ConsoleApp() {}

  /** Runs until it is stopped or fails. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine command = new CommandLine(new ConsoleApp());
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          LOG.error("the console ends", failure);
          line.getErr().println(NAME + ": " + failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    command.setParameterExceptionHandler(
        (failure, words) -> {
          command.getErr().println(NAME + ": " + failure.getMessage());
          return CommandLine.ExitCode.USAGE;
        });
    return command.execute(args);
  }

  /** {@code key NAME KINDS}: prints a new key. */
  @Command(name = "key", description = "Makes a key.", mixinStandardHelpOptions = true)
  int key(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "KINDS") String kinds) {
    return checked(
        () -> {
          System.out.println(MakeKey.text(name, kinds));
          return CommandLine.ExitCode.OK;
        });
  }

  @Override
  public Integer call() throws IOException {
    if (bootstrapServers.isEmpty() || schemaRegistry.isEmpty()) {
      throw new CommandLine.ParameterException(
          new CommandLine(this), "options --bootstrap-servers and --schema-registry are needed");
    }
    ApiKeys keys = keysFile == null ? ApiKeys.none() : keys(keysFile);
    ConsoleSettings settings =
        checked(
            () ->
                new ConsoleSettings(
                    ConsoleSettings.address(bind),
                    port,
                    hosts,
                    keys,
                    bootstrapServers,
                    schemaRegistry,
                    topicPrefix,
                    runs));
    try (ConsoleServer server = ConsoleServer.start(settings)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop at exit"));
      System.out.println("http://" + settings.bind().getHostAddress() + ":" + server.port() + "/");
      System.out.flush();
      server.awaitEnd();
    }
    return CommandLine.ExitCode.OK;
  }

  private ApiKeys keys(Path file) throws IOException {
    try {
      return ApiKeys.read(file);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          new CommandLine(this), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new IOException(
          "the file of keys " + file + " cannot be read; check --console-keys-file", e);
    }
  }

  /** What does not fit is wrong usage. */
  private <T> T checked(java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          new CommandLine(this), String.valueOf(e.getMessage()), e);
    }
  }
}
