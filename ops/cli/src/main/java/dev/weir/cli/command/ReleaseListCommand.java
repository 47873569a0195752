package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.release.ReleaseDesk;
import dev.weir.cli.release.ReleaseView;
import dev.weir.cli.show.Json;
import dev.weir.retrain.release.ReleaseEntry;
import dev.weir.retrain.release.ReleaseHistory;
import dev.weir.retrain.release.ReleaseScope;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir release list}. */
@Command(
    name = "list",
    header = "Say which models answer, since when, who released them and why.",
    mixinStandardHelpOptions = true)
final class ReleaseListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--all", description = "every step that the topic tells of, the newest first")
  private boolean all;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() throws IOException {
    List<ReleaseHistory> histories =
        ReleaseDesk.withLog(
            kafka.connection(),
            log -> List.of(log.read(ReleaseScope.TEXT), log.read(ReleaseScope.FRAUD)));
    Instant now = Instant.now();
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("releases");
    if (!json) {
      out.println(ReleaseView.header());
    }
    for (ReleaseHistory history : histories) {
      if (!json && !all && history.at(now).live() == null) {
        out.println(ReleaseView.asStarted(history.scope()));
      }
      for (ReleaseEntry entry : entries(history, now)) {
        if (json) {
          list.add(ReleaseView.json(history.scope(), entry, now));
        } else {
          out.println(ReleaseView.row(history.scope(), entry, now));
        }
      }
    }
    if (json) {
      out.println(root);
    }
    return 0;
  }

  private List<ReleaseEntry> entries(ReleaseHistory history, Instant now) {
    List<ReleaseEntry> entries = new ArrayList<>();
    if (all) {
      entries.addAll(history.entries());
      Collections.reverse(entries);
    } else {
      entries.addAll(history.standing(now));
      entries.addAll(history.pending(now));
    }
    return entries;
  }
}
