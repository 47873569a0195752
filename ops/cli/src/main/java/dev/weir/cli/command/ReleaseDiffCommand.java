package dev.weir.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.release.ReleaseDesk;
import dev.weir.cli.show.Json;
import dev.weir.retrain.release.diff.GoldenDiff;
import dev.weir.retrain.release.diff.PackageDiff;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir release diff A B}. */
@Command(
    name = "diff",
    header = "Compare two packages: data, parameters, figures, sizes, and what they answer.",
    mixinStandardHelpOptions = true,
    description = {
      "Both answer the golden examples of both; where their answers differ, the examples are"
          + " shown.",
      ""
    })
final class ReleaseDiffCommand implements Callable<Integer> {

  private static final int WIDEST = 44;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "A", description = "name@version, name or folder")
  private String left = "";

  @Parameters(index = "1", paramLabel = "B", description = "the other one")
  private String right = "";

  @Option(names = "--all", description = "also what is the same in both")
  private boolean all;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Mixin private SharedStoreOption store = new SharedStoreOption();

  @Mixin private FolderOption folder = new FolderOption();

  @Override
  public Integer call() throws IOException {
    Path dir = folder.dir();
    PackageDiff diff;
    try (ReleaseDesk desk = new ReleaseDesk(dir, store.store())) {
      diff = PackageDiff.of(desk.find(left), desk.find(right));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(diff));
    } else {
      show(diff, out);
    }
    return 0;
  }

  private void show(PackageDiff diff, PrintWriter out) {
    for (PackageDiff.Row row : diff.rows()) {
      if (all || row.differs()) {
        out.printf("%-44s %-44s %s%n", cut(row.fact()), cut(row.left()), cut(row.right()));
      }
    }
    GoldenDiff golden = diff.golden();
    if (golden == null) {
      out.println("golden examples: not comparable, the two do not score the same kind of record");
      return;
    }
    out.printf(
        Locale.ROOT,
        "golden examples: %d, answered differently: %d, largest change of a probability: %.4f%n",
        golden.examples(),
        golden.flips().size(),
        golden.largestChange());
    for (GoldenDiff.Flip flip : golden.flips()) {
      out.printf(
          Locale.ROOT,
          "  %s %s: %s %.2f, then %s %.2f%n",
          flip.task(),
          flip.example(),
          flip.left(),
          flip.leftScore(),
          flip.right(),
          flip.rightScore());
    }
  }

  private static String cut(@Nullable String text) {
    String shown = Objects.requireNonNullElse(text, "-");
    return shown.length() <= WIDEST ? shown : shown.substring(0, WIDEST - 1) + "…";
  }

  private static ObjectNode toJson(PackageDiff diff) {
    ObjectNode root = Json.object();
    ArrayNode facts = root.putArray("facts");
    for (PackageDiff.Row row : diff.rows()) {
      facts
          .addObject()
          .put("fact", row.fact())
          .put("a", row.left())
          .put("b", row.right())
          .put("differs", row.differs());
    }
    GoldenDiff golden = diff.golden();
    if (golden != null) {
      ObjectNode node =
          root.putObject("golden")
              .put("examples", golden.examples())
              .put("largest_change", golden.largestChange());
      ArrayNode flips = node.putArray("flips");
      for (GoldenDiff.Flip flip : golden.flips()) {
        flips
            .addObject()
            .put("example", flip.example())
            .put("task", flip.task())
            .put("a", flip.left())
            .put("a_score", flip.leftScore())
            .put("b", flip.right())
            .put("b_score", flip.rightScore());
      }
    }
    return root;
  }
}
