package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.dlq.DeadLetter;
import dev.weir.cli.dlq.DeadLetterReader;
import dev.weir.cli.dlq.DeadLetterView;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.show.Json;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir dlq list}: what failed, how often, and the last of them. */
@Command(
    name = "list",
    header = "What failed, how often, and the last of them.",
    mixinStandardHelpOptions = true)
final class DlqListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "how many of them to show, the last ones (default: 20)")
  private int limit = 20;

  @Option(names = "--json", description = "one JSON object: counts and letters")
  private boolean json;

  @Mixin private DlqFilterOptions filter = new DlqFilterOptions();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  /** What letters are counted by. */
  private record Kind(String stage, String origin, String exception) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      return toString().compareTo(other.toString());
    }
  }

  @Override
  public Integer call() {
    if (limit < 0) {
      throw new UsageFailure("--limit: expected 0 or more, got " + limit);
    }
    Connection connection = kafka.connection().brokerChecked();
    Map<Kind, Long> counts = new TreeMap<>();
    Deque<DeadLetter> last = new ArrayDeque<>();
    new DeadLetterReader(connection)
        .forEach(
            filter.filter(connection.topicPrefix(), List.of()),
            letter -> {
              counts.merge(
                  new Kind(letter.stage(), letter.origin().orElse("-"), letter.exception()),
                  1L,
                  Long::sum);
              last.add(letter);
              if (last.size() > limit) {
                last.remove();
              }
            });
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(counts, last));
    } else {
      show(counts, last, out);
    }
    return 0;
  }

  private static void show(Map<Kind, Long> counts, Deque<DeadLetter> last, PrintWriter out) {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    out.printf(Locale.ROOT, "%,d dead letters%n", total);
    counts.forEach(
        (kind, count) ->
            out.printf(
                Locale.ROOT,
                "%,9d  %-9s  %s  %s%n",
                count,
                kind.stage(),
                kind.origin(),
                kind.exception()));
    if (!last.isEmpty()) {
      out.println();
      last.forEach(letter -> out.println(DeadLetterView.line(letter)));
    }
  }

  private static ObjectNode toJson(Map<Kind, Long> counts, Deque<DeadLetter> last) {
    ObjectNode root = Json.object();
    root.put("total", counts.values().stream().mapToLong(Long::longValue).sum());
    ArrayNode kinds = root.putArray("counts");
    counts.forEach(
        (kind, count) ->
            kinds
                .addObject()
                .put("stage", kind.stage())
                .put("topic", kind.origin())
                .put("exception", kind.exception())
                .put("count", count));
    ArrayNode letters = root.putArray("letters");
    last.forEach(letter -> letters.add(DeadLetterView.json(letter)));
    return root;
  }
}
