package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.pack.PackageCheck;
import dev.weir.retrain.fraud.data.LabelledPayment;
import dev.weir.retrain.fraud.data.PaymentFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir train fraud} through the command line. */
class TrainFraudTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int train(String... options) {
    List<String> line = new ArrayList<>(List.of("train", "fraud"));
    line.addAll(List.of(options));
    return Weir.run(
        new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
  }

  @Test
  void simulatedPayments_becomeASoundPackage() throws IOException {
    Path target = folder.resolve("store/cards/3");
    Path report = folder.resolve("report.html");

    int code =
        train(
            "--simulate",
            "9",
            "--seed",
            "5",
            "--rounds",
            "20",
            "--out",
            target.toString(),
            "--report",
            report.toString(),
            "--json");

    assertThat(code).as(err.toString()).isZero();
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.at("/model/name").asText()).isEqualTo("cards");
    assertThat(answer.at("/model/version").asText()).isEqualTo("3");
    assertThat(answer.at("/test/results/0/metrics/auc").asDouble()).isGreaterThan(0.6);
    assertThat(PackageCheck.of(target).message()).isNull();
    assertThat(target.resolve("MODEL_CARD.md"))
        .content()
        .contains("./weir train fraud --simulate 9 --seed 5");
    assertThat(report).content().contains("Learning curve", "<svg");
    assertThat(err.toString()).contains("grow trees");
  }

  @Test
  void simulatedFiles_areReadWithTheirTruth() throws IOException {
    Path events = folder.resolve("events.jsonl");
    Path truth = folder.resolve("truth.jsonl");
    assertThat(
            Weir.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "simulate",
                "transactions",
                "--count",
                "3000",
                "--out",
                events.toString(),
                "--truth",
                truth.toString()))
        .isZero();

    List<LabelledPayment> payments = new ArrayList<>();
    PaymentFiles.of(events, truth).forEach(payments::add);

    assertThat(payments).hasSize(3_000).allMatch(LabelledPayment::labelled);
    assertThat(payments.stream().filter(LabelledPayment::fraud).count())
        .isPositive()
        .isEqualTo(
            Files.readAllLines(truth).stream()
                .filter(line -> line.contains("\"is_fraud\":true"))
                .count());
    assertThat(payments)
        .map(LabelledPayment::toString)
        .noneMatch(each -> each.contains("online=null") || each.contains("abroad=null"))
        .anyMatch(each -> each.contains("deviceId=device-"))
        .anyMatch(each -> !each.contains("latitude=NaN"));
  }

  @Test
  void usage_thatDoesNotFit_isSaidInOneLine() throws IOException {
    String target = folder.resolve("m/1").toString();

    assertThat(train("--out", target)).isEqualTo(2);
    assertThat(train("--out", target, "--simulate", "5", "--data", "x")).isEqualTo(2);
    assertThat(train("--out", target, "--simulate", "-1")).isEqualTo(2);
    assertThat(train("--out", target, "--data", "x", "--test-seed", "2")).isEqualTo(2);
    assertThat(train("--out", folder.toString(), "--simulate", "5")).isEqualTo(2);
    assertThat(train("--out", target, "--simulate", "5", "--search", "-2")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(6).allMatch(line -> line.startsWith("weir: "));
  }

  @Test
  void data_thatDoesNotDo_isSaidInOneLine() throws IOException {
    String target = folder.resolve("m/1").toString();

    assertThat(train("--out", target, "--data", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none is missing");
    assertThat(train("--out", target, "--simulate", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("are needed: give more days");
    assertThat(Files.exists(folder.resolve("m/1"))).isFalse();
  }
}
