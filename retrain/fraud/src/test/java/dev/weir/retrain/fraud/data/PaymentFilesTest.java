package dev.weir.retrain.fraud.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentFilesTest {
  @TempDir Path folder;

  private static List<LabelledPayment> all(PaymentSource source) throws IOException {
    List<LabelledPayment> payments = new ArrayList<>();
    source.forEach(payments::add);
    return payments;
  }

  @Test
  void transaction_withoutTruth_isUnlabelled() throws IOException {
    Path events =
        Files.writeString(
            folder.resolve("e.jsonl"),
            "{\"event_id\":\"a\",\"occurred_at\":\"2026-01-01T00:00:00Z\",\"card_id\":\"c\","
                + "\"terminal_id\":\"t\",\"amount\":5}\n");
    Path truth = Files.writeString(folder.resolve("t.jsonl"), "");

    assertThat(all(PaymentFiles.of(events, truth)))
        .singleElement()
        .matches(payment -> !payment.labelled() && !payment.fraud());
  }

  @Test
  void line_thatIsNoTransaction_isNamed() throws IOException {
    Path truth = Files.writeString(folder.resolve("t.jsonl"), "");
    Path events = Files.writeString(folder.resolve("e.jsonl"), "\n{\"event_id\":\"a\"}\n");
    Path broken = Files.writeString(folder.resolve("b.jsonl"), "{");
    Path badTruth =
        Files.writeString(
            folder.resolve("bt.jsonl"), "{\"event_id\":\"a\",\"is_fraud\":\"maybe\"}");

    assertThatThrownBy(() -> all(PaymentFiles.of(events, truth)))
        .hasMessageContaining("e.jsonl: line 2: amount is missing");
    assertThatThrownBy(() -> all(PaymentFiles.of(broken, truth)))
        .hasMessageContaining("b.jsonl: line 1");
    assertThatThrownBy(() -> all(PaymentFiles.of(events, badTruth)))
        .hasMessageContaining("bt.jsonl: line 1: is_fraud must be true or false");
  }

  @Test
  void data_thatCannotBeRead_saysWhatIsExpected() throws IOException {
    Path events = Files.writeString(folder.resolve("e.jsonl"), "");

    assertThatThrownBy(() -> PaymentFiles.of(events, null)).hasMessageContaining("truth");
    assertThatThrownBy(() -> PaymentFiles.of(folder, null)).hasMessageContaining("train.csv");
    assertThatThrownBy(() -> PaymentFiles.of(folder.resolve("none"), null))
        .hasMessageContaining("is missing");
  }
}
