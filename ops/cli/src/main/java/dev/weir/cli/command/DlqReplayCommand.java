package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.dlq.DeadLetterFilter;
import dev.weir.cli.dlq.DeadLetterReader;
import dev.weir.cli.dlq.Replay;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.show.Json;
import dev.weir.cli.show.LateProgress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir dlq replay}: originals go back to their topics. */
@Command(
    name = "replay",
    header = "Send originals back to the topics they came from, to be scored again.",
    mixinStandardHelpOptions = true,
    description = {
      "Sends the originals of dead letters, byte for byte, to the topics they came from. The letters",
      "stay where they are; one that fails again becomes a new letter. Sending one twice gives two",
      "verdicts with the same id.",
      ""
    })
final class DlqReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "PLACE",
      description = "partition/offset of single letters, as `weir dlq list` shows them")
  private List<String> places = List.of();

  @Option(names = "--all", description = "all of them; needed where nothing else says which")
  private boolean all;

  @Option(names = "--dry-run", description = "only count what would be sent")
  private boolean dryRun;

  @Option(names = "--json", description = "the counts as one JSON object")
  private boolean json;

  @Mixin private DlqFilterOptions filterOptions = new DlqFilterOptions();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() {
    if (!all && filterOptions.filter("", places).isEmpty()) {
      throw new UsageFailure("say which: PLACE, --stage, --topic, --containing, --since or --all");
    }
    Connection connection = kafka.connection().brokerChecked();
    DeadLetterFilter filter = filterOptions.filter(connection.topicPrefix(), places);
    AtomicLong foreign = new AtomicLong();
    AtomicLong found = new AtomicLong();
    long sent;
    try (Replay replay = new Replay(connection);
        LateProgress progress = new LateProgress("replay", "records")) {
      new DeadLetterReader(connection)
          .forEach(
              filter,
              letter -> {
                if (!replay.accepts(letter)) {
                  foreign.incrementAndGet();
                  return;
                }
                if (!dryRun) {
                  replay.send(letter);
                }
                progress.stepTo(found.incrementAndGet());
              });
      sent = replay.finish();
    }
    report(found.get(), sent, foreign.get());
    return 0;
  }

  private void report(long found, long sent, long foreign) {
    if (json) {
      spec.commandLine()
          .getOut()
          .println(
              Json.object()
                  .put("found", found)
                  .put("replayed", sent)
                  .put("not_from_our_topics", foreign)
                  .toString());
      return;
    }
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                dryRun ? "%,d records would be sent%s" : "%,d records sent back%s",
                found,
                foreign == 0
                    ? ""
                    : String.format(
                        Locale.ROOT,
                        "; %,d letters left, since they did not come from a topic of this prefix",
                        foreign)));
  }
}
