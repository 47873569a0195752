package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.show.Json;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.PackageStore;
import dev.weir.engine.pack.TableInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir model list}. */
@Command(
    name = "list",
    header = "List the packages of the store.",
    mixinStandardHelpOptions = true,
    description = {"Lists the packages of the store.", ""})
final class ModelListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private StoreOption store = new StoreOption();

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PackageStore packages = store.store();
    List<PackageStore.Entry> entries = packages.list();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ArrayNode list = Json.object().putArray("models");
      entries.forEach(entry -> list.add(toJson(entry)));
      out.println(Json.object().set("models", list));
    } else if (entries.isEmpty()) {
      out.println(
          "no packages in " + packages.root() + "; bring one in with `weir model import DIR`");
    } else {
      entries.forEach(entry -> out.println(line(entry)));
    }
    return 0;
  }

  private static String line(PackageStore.Entry entry) {
    @Nullable PackageManifest manifest = entry.manifest();
    return "%-32s %s"
        .formatted(
            entry.name() + "@" + entry.version(),
            manifest == null
                ? String.valueOf(entry.problem())
                : manifest.heads().stream()
                        .map(ModelListCommand::head)
                        .collect(Collectors.joining("; "))
                    + columns(manifest));
  }

  private static String columns(PackageManifest manifest) {
    @Nullable TableInput table = manifest.table();
    return table == null ? "" : ", of " + table.columns().size() + " columns";
  }

  private static String head(HeadSpec head) {
    return head.task().name() + " (" + String.join(", ", head.task().labels()) + ")";
  }

  private static ObjectNode toJson(PackageStore.Entry entry) {
    ObjectNode node = Json.object();
    node.put("name", entry.name()).put("version", entry.version());
    node.put("dir", entry.dir().toString());
    @Nullable PackageManifest manifest = entry.manifest();
    if (manifest == null) {
      node.put("problem", entry.problem());
    } else {
      ObjectNode tasks = node.putObject("tasks");
      for (HeadSpec head : manifest.heads()) {
        ArrayNode labels = tasks.putArray(head.task().name());
        head.task().labels().forEach(labels::add);
      }
      @Nullable TableInput table = manifest.table();
      if (table != null) {
        table.names().forEach(node.putArray("columns")::add);
      }
    }
    return node;
  }
}
