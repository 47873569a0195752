package dev.weir.cli.command;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.platform.Installation;
import dev.weir.platform.process.ChildProcess;
import dev.weir.platform.process.ConsoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir console}: labels over HTTP and the pages of the learning loop. */
@Command(
    name = "console",
    header = "Take labels over HTTP, and show the pages of the learning loop.",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the console beside a broker that somebody else runs; `weir up` and `weir demo` start one",
      "by themselves. It listens on 127.0.0.1. On any other address whoever asks needs a key; labels",
      "of the kinds golden and chargeback need one everywhere. docs/console.md has the whole of it.",
      ""
    },
    subcommands = ConsoleKeyCommand.class)
public final class ConsoleCommand implements Callable<Integer> {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(4);

  /** Its log and its arguments lie beside those of the platform's own console. */
  private static final String NAME = "console-command";

  @Option(
      names = {"--port", "--console-port"},
      paramLabel = "PORT",
      description = "0 takes a free one (default: 8088)")
  private int port = 8088;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "address to listen on (default: 127.0.0.1)")
  private String bind = "127.0.0.1";

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "a further name that browsers ask by, such as a proxy's; may be repeated")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--console-keys-file",
      paramLabel = "FILE",
      description = "keys, a line each, as `weir console key` prints them")
  private @Nullable Path keysFile;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "folder of the learning runs (default: retrain in --dir)")
  private @Nullable Path runs;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() {
    Connection connection = kafka.connection().checked();
    List<String> arguments = new ArrayList<>();
    arguments.add("--bootstrap-servers=" + connection.bootstrapServers());
    arguments.add("--schema-registry=" + connection.registryUrl());
    arguments.add("--topic-prefix=" + connection.topicPrefix());
    arguments.add("--bind=" + bind);
    arguments.add("--port=" + port);
    hosts.forEach(host -> arguments.add("--host=" + host));
    if (keysFile != null) {
      arguments.add("--console-keys-file=" + keysFile);
    }
    arguments.add("--runs=" + (runs != null ? runs : kafka.dir().resolve("retrain")));
    return run(NAME, kafka.dir(), arguments);
  }

  /** Runs the console's program to its end, its output being that of this command. */
  static int run(String name, Path dir, List<String> arguments) {
    try {
      ChildProcess console =
          ChildProcess.startInForeground(
              ConsoleProcess.spec(name, dir, Installation.find(), arguments));
      Thread stop = new Thread(() -> console.stop(STOP_LIMIT), "console-stop");
      Runtime.getRuntime().addShutdownHook(stop);
      return console.await();
    } catch (IOException e) {
      throw new CommandFailure(
          "the console's process cannot be started: " + e.getMessage() + "; check --dir", e);
    }
  }
}
