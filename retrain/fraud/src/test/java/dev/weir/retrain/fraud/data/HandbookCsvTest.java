package dev.weir.retrain.fraud.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.scoring.fraud.Payment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandbookCsvTest {
  private static final String HEADER =
      "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO\n";

  @TempDir Path folder;

  private List<LabelledPayment> read(Path file) throws IOException {
    List<LabelledPayment> payments = new ArrayList<>();
    HandbookCsv.read(file, payments::add);
    return payments;
  }

  private Path plain(String rows) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), HEADER + rows);
  }

  @Test
  void rows_plainOrZipped_areRead() throws IOException {
    String row = "7,2026-03-02 12:30:05,11,22,33.40,1,2\n";
    Path zipped = folder.resolve("data.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write((HEADER + row).getBytes(StandardCharsets.UTF_8));
    }
    long time = Instant.parse("2026-03-02T12:30:05Z").toEpochMilli();
    LabelledPayment expected =
        new LabelledPayment("7", Payment.of(time, 334_000, "11", "22"), true, true, 2);

    assertThat(read(plain(row))).containsExactly(expected);
    assertThat(read(zipped)).containsExactly(expected);
  }

  @Test
  void file_withoutItsHeader_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x.csv: the first line");
  }

  @Test
  void line_thatDoesNotFit_isNamed() throws IOException {
    String good = "7,2026-03-02 12:30:05,11,22,33.40,1,2\n";
    assertThatThrownBy(() -> read(plain(good + "8,2026-03-02 12:30:05,11,22,33.40,yes,2\n")))
        .hasMessageContaining("line 3: TX_FRAUD is 'yes'");
    assertThatThrownBy(() -> read(plain("8,2026-03-02,11,22,33.40,1,2\n")))
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read(plain("8,2026-03-02 12:30:05,11\n")))
        .hasMessageContaining("line 2: expected 7 cells, found 3");
    assertThatThrownBy(() -> read(plain("8,2026-03-02 12:30:05,11,22,NaN,1,2\n")))
        .hasMessageContaining("line 2");
  }
}
