package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.simulator.MixShares;
import dev.weir.simulator.SimulatedRecord;
import dev.weir.simulator.TrafficMix;
import dev.weir.simulator.json.JsonLinesWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir simulate TOPIC}: events with known truth, as files. */
@Command(
    name = "simulate",
    header = "Write simulated events and their truth to files.",
    mixinStandardHelpOptions = true,
    description = {
      "Writes simulated events to a JSON Lines file that `weir send` takes, and the truth about them",
      "to another. Equal seeds give equal files.",
      ""
    })
public final class SimulateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "TOPIC",
      description = "comments, chat-messages or transactions")
  private String topic = "";

  @Option(names = "--count", paramLabel = "N", description = "how many events (default: 1000)")
  private int count = 1000;

  @Option(names = "--seed", paramLabel = "N", description = "seed of all chance (default: 1)")
  private long seed = 1;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "time of the first event (default: 2026-01-01T00:00:00Z)")
  private Instant start = Instant.parse("2026-01-01T00:00:00Z");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the events")
  private Path out = Path.of("");

  @Option(names = "--truth", paramLabel = "FILE", description = "the truth, by event id")
  private @Nullable Path truth;

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw new UsageFailure("--count: expected 1 or more, got " + count);
    }
    TrafficMix traffic = new TrafficMix(seed, start, shares());
    try (JsonLinesWriter events = JsonLinesWriter.to(out);
        @Nullable JsonLinesWriter truths = truth == null ? null : JsonLinesWriter.to(truth)) {
      for (int i = 0; i < count; i++) {
        SimulatedRecord record = traffic.next(start.plus(Duration.ofMillis(100L * i)));
        events.write(record.event());
        if (truths != null) {
          truths.write(record.truth());
        }
      }
    }
    spec.commandLine().getOut().printf("wrote %,d %s to %s%n", count, topic, out);
    return 0;
  }

  private MixShares shares() {
    return switch (topic) {
      case "comments" -> new MixShares(1, 0, 0, 0);
      case "chat-messages" -> new MixShares(0, 1, 0, 0);
      case "transactions" -> new MixShares(0, 0, 1, 0);
      default ->
          throw new UsageFailure(
              "no simulation of '" + topic + "'; known: comments, chat-messages, transactions");
    };
  }
}
