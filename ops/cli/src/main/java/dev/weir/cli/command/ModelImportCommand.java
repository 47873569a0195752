package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.show.Json;
import dev.weir.engine.pack.GoldenExample;
import dev.weir.engine.pack.ImportOptions;
import dev.weir.engine.pack.ImportResult;
import dev.weir.engine.pack.ModelImport;
import dev.weir.engine.pack.TableImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code weir model import DIR}: a Hugging Face classifier folder, or a bare table model, becomes a
 * package.
 */
@Command(
    name = "import",
    header = "Make a package of a text classifier's folder or a table model's file.",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a package of a Hugging Face classifier folder (model.onnx, config.json, tokenizer.json,",
      "as `optimum-cli export onnx` writes it): checks it, scores three texts, writes weir.json.",
      "",
      "A table model (boosted trees, a small network) is an ONNX file and nothing else; say what its",
      "columns and its output mean:",
      "  weir model import fraud.onnx --columns amount,hour,country --task fraud \\",
      "    --labels genuine,fraud",
      ""
    })
final class ModelImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "folder with model.onnx, or an ONNX file")
  private Path source = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "STORE",
      description = "the store to write to (default: --store)")
  private @Nullable Path out;

  @Option(names = "--name", description = "name of the package (default: the folder's)")
  private @Nullable String name;

  @Option(
      names = "--package-version",
      paramLabel = "VERSION",
      description = "version of the package (default: 1)")
  private @Nullable String version;

  @Option(
      names = "--task",
      description = "sentiment, spam, abuse, … (default: told from the labels)")
  private @Nullable String task;

  @Option(names = "--licence", description = "licence of the weights, as an SPDX expression")
  private @Nullable String licence;

  @Mixin private TableOptions table = new TableOptions();

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Mixin private StoreOption store = new StoreOption();

  @Override
  public Integer call() throws IOException {
    Path target = out == null ? store.store().root() : out;
    ImportResult result =
        table.given(source)
            ? TableImport.run(source, target, table.options(name, version, licence, task))
            : ModelImport.run(source, target, new ImportOptions(name, version, task, licence));
    PrintWriter writer = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = Json.object();
      node.put("name", result.model().name());
      node.put("version", result.model().version());
      node.put("digest", result.model().digest());
      node.put("dir", result.dir().toString());
      writer.println(node);
    } else {
      writer.println("imported " + result.model() + " to " + result.dir());
      for (GoldenExample example : result.smoke()) {
        writer.println("  " + example.describe());
        example
            .scores()
            .forEach(
                (head, scores) -> writer.println("    " + head + " " + Arrays.toString(scores)));
      }
    }
    return 0;
  }
}
