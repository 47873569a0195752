package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.show.Json;
import dev.weir.engine.ModelIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What every training is told of the package that it writes. */
final class PackageOptions {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "OUT",
      description = "the package's folder, such as models/NAME/VERSION; it must not exist")
  private Path out = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "of the package (default: that of the base, or of the folder around OUT)")
  private @Nullable String name;

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      description = "version of the package (default: OUT's own name)")
  private @Nullable String version;

  @Option(names = "--json", description = "one JSON object at the end")
  private boolean json;

  /** The package's folder, where nothing is yet. */
  Path folder() {
    Path folder = out.toAbsolutePath().normalize();
    if (Files.exists(folder)) {
      throw new UsageFailure(
          "--out %s is there already; delete it or give another folder".formatted(out));
    }
    if (folder.getNameCount() < 2) {
      throw new UsageFailure("--out %s: expected a folder, such as models/mine/1".formatted(out));
    }
    return folder;
  }

  /** The name that was given, or that of the folder around the package. */
  String name() {
    Path folder = folder();
    return name(String.valueOf(folder.getName(folder.getNameCount() - 2)));
  }

  String name(String otherwise) {
    return name != null ? name : otherwise;
  }

  String version() {
    return version != null ? version : String.valueOf(folder().getFileName());
  }

  boolean json() {
    return json;
  }

  /** The command as it was typed, for the card. */
  static String command(CommandSpec spec) {
    return "./weir " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  /** An answer about a package that was written. */
  static ObjectNode answer(ModelIdentity identity, Path folder) {
    ObjectNode node = Json.object();
    node.putObject("model")
        .put("name", identity.name())
        .put("version", identity.version())
        .put("digest", identity.digest());
    node.put("package", folder.toString());
    return node;
  }
}
