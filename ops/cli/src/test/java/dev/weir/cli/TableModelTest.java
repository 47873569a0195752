package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableModelTest {
  /** An ONNX graph of one node: y (batch, 1) is x (batch, 2) times (1, -1). */
  private static final String DIFFERENCE =
      "CAg6VwoRCgF4CgF3EgF5IgZNYXRNdWwSAWcqEwgCCAEQAUIBd0oIAACAPwAAgL9aFAoBeBIPCg0IARIJCgMSAW4K"
          + "AggCYhQKAXkSDwoNCAESCQoDEgFuCgIIAUIECgAQEQ==";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String file = "";

  @BeforeEach
  void write() throws IOException {
    file =
        Files.write(folder.resolve("risk.onnx"), Base64.getDecoder().decode(DIFFERENCE)).toString();
  }

  @Test
  void import_ofATable_isListedInspectedAndVerified() {
    assertThat(importing("amount,limit")).isZero();
    assertThat(weir("model", "list")).isZero();
    assertThat(weir("model", "inspect", "risk")).isZero();
    assertThat(weir("model", "verify", "risk@1")).isZero();
    assertThat(out.toString())
        .contains(
            "imported risk@1",
            "fraud (genuine, fraud), of 2 columns",
            "input       x: 2 columns",
            "column      limit",
            "task        fraud: [genuine, fraud], binary, output y",
            "sound: ");
  }

  @Test
  void columns_mayStandInAFile() throws IOException {
    Path names = Files.writeString(folder.resolve("columns.txt"), "amount\nlimit\n\n");
    assertThat(importing(names.toString())).isZero();
    assertThat(weir("score", "--row", "{\"limit\":5,\"amount\":5}", "--model", "risk")).isZero();
    assertThat(out.toString()).contains("fraud 0.500");
  }

  @Test
  void score_ofRows_answersEach_andFailsWhereOneCannotBeScored() {
    assertThat(importing("amount,limit")).isZero();
    assertThat(
            weir(
                "score",
                "--json",
                "--model",
                "risk",
                "--row",
                "{\"amount\":50,\"limit\":false}",
                "--row",
                "{\"amount\":50,\"limit\":null}"))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("\"label\":\"fraud\"", "\"value-missing\"", "column 'limit'", "\"risk\"");
  }

  @Test
  void row_thatDoesNotFit_isWrongUsage() {
    assertThat(importing("amount,limit")).isZero();
    assertThat(weir("score", "--model", "risk", "--row", "{\"amuont\":1}")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--row: column 'amuont' is unknown; did you mean 'amount'?");
    assertThat(weir("score", "--model", "risk", "--row", "amount=1")).isEqualTo(2);
    assertThat(weir("score", "--model", "risk", "--row", "[1]")).isEqualTo(2);
    assertThat(weir("score", "--model", "risk", "--row", "{\"amount\":\"1\"}")).isEqualTo(2);
    assertThat(err.toString()).contains("expected a number, true, false or null, found \"1\"");
    assertThat(weir("score", "--model", "risk")).isEqualTo(2);
    assertThat(weir("score", "--model", "risk", "a text")).isEqualTo(1);
    assertThat(err.toString()).contains("it scores rows of a table, not texts");
  }

  @Test
  void import_thatSaysTooLittle_isWrongUsage() {
    assertThat(weir("model", "import", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--columns");
    assertThat(weir("model", "import", file, "--columns", "a,b")).isEqualTo(2);
    assertThat(err.toString()).contains("needs --columns, --task and --labels");
    assertThat(importing("amount")).isEqualTo(1);
    assertThat(err.toString()).contains("names 1 columns but takes rows of shape [2]");
  }

  private int importing(String columns) {
    return weir(
        "model",
        "import",
        file,
        "--columns",
        columns,
        "--task",
        "fraud",
        "--labels",
        "genuine,fraud");
  }

  private int weir(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--dir";
    all[args.length + 1] = folder.toString();
    return Weir.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }
}
