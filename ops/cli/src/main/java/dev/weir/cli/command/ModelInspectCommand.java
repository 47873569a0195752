package dev.weir.cli.command;

import dev.weir.engine.pack.ColumnSpec;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.InputSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.TableInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir model inspect MODEL}. */
@Command(
    name = "inspect",
    header = "Show what a package is.",
    mixinStandardHelpOptions = true,
    description = {"Shows what a package is: tasks, inputs, files, provenance.", ""})
final class ModelInspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = "folder, name or name@version")
  private String model = "";

  @Mixin private StoreOption store = new StoreOption();

  @Option(names = "--json", description = "the package's weir.json")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ModelPackage pack = ModelPackage.read(store.store().find(model));
    PrintWriter out = spec.commandLine().getOut();
    if (json && pack.described()) {
      out.print(Files.readString(pack.file(PackageManifest.FILE)));
      return 0;
    }
    PackageManifest manifest = pack.manifest();
    out.println(manifest.id() + "  " + pack.dir());
    out.println("  digest      " + pack.identity().digest());
    out.println("  licence     " + manifest.licence());
    if (manifest.maxTokens() > 0) {
      out.println("  max tokens  " + manifest.maxTokens());
    }
    for (HeadSpec head : manifest.heads()) {
      out.println(
          "  task        %s: %s, %s, output %s"
              .formatted(
                  head.task().name(),
                  head.task().labels(),
                  head.task().kind().id(),
                  head.output()));
    }
    for (InputSpec input : manifest.inputs()) {
      out.println("  input       " + input.name() + ": " + input.feature().id());
    }
    @Nullable TableInput table = manifest.table();
    if (table != null) {
      out.println("  input       " + table.name() + ": " + table.columns().size() + " columns");
      for (ColumnSpec column : table.columns()) {
        out.println(
            "  column      "
                + column.name()
                + (column.missingAllowed() ? " (may be missing)" : ""));
      }
    }
    manifest
        .variants()
        .forEach(v -> out.println("  variant     " + v.precision().id() + ": " + v.file()));
    out.println("  provenance  " + manifest.provenance());
    if (!manifest.metrics().isEmpty()) {
      out.println("  metrics     " + manifest.metrics());
    }
    return 0;
  }
}
