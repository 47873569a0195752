package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.pack.SigningKeys;
import dev.weir.engine.pack.TrustedKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrainTest {
  private static final String TRUSTED = "weir.trusted.keys";

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retrain|Missing required argument",
        "retrain --once --every 6h|mutually exclusive",
        "retrain --every soon|--every: expected a time such as 6h, 30m or 1d, got 'soon'",
        "retrain --once --task images|--task: expected text or fraud, got 'images'",
        "retrain --every 0h|--every: must be longer than nothing",
        "bench learning --texts 10|--texts must be 100 or more",
        "bench learning --labelled 0|--labelled above 0",
        "bench retrain --labels 10|--labels: expected 1000 or more, got 10",
      })
  void call_aWrongOption_isWrongUsage(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void retrain_aPolicyWithAnUnknownKey_isWrongUsageAndNamesIt() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), "silver: 1\n");

    assertThat(run("retrain", "--once", "--policy", policy.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("policy.yaml");
  }

  @Test
  void retrain_wrongStoreOrKey_saysWhatWasExpected() throws IOException {
    Path key = folder.resolve("key");

    assertThat(away("--store=ftp://models")).isEqualTo(2);
    assertThat(err.toString()).contains("ftp://models: expected a folder or s3://bucket/prefix");
    assertThat(away("--key=" + key)).isEqualTo(1);
    assertThat(err.toString()).contains("no key file " + key, "weir model keygen");
    Files.writeString(key, "secret");
    assertThat(away("--key=" + key)).isEqualTo(2);
    assertThat(err.toString()).contains("expected an Ed25519 private key").doesNotContain("secret");
  }

  @Test
  void retrain_keyThatJobsDoNotTrust_isRefusedBeforeItLearns() throws IOException {
    SigningKeys trusted = SigningKeys.generate();
    SigningKeys.generate().write(folder.resolve("other.key"));
    trusted.write(folder.resolve("release.key"));
    System.setProperty(TRUSTED, TrustedKeys.text(trusted.publicKey()));
    try {
      assertThat(away("--key=" + folder.resolve("other.key"))).isEqualTo(2);
      assertThat(away("--seed=1")).isEqualTo(2);
      assertThat(err.toString())
          .contains("WEIR_TRUSTED_KEYS (" + TrustedKeys.id(trusted.publicKey()) + ")", "got none");

      assertThat(away("--key=" + folder.resolve("release.key"))).isEqualTo(1);
      assertThat(err.toString()).contains("no broker at 127.0.0.1:1");
    } finally {
      System.clearProperty(TRUSTED);
    }
  }

  /** A run with that option, without a broker. */
  private int away(String option) {
    return run(
        "retrain",
        "--once",
        option,
        "--dir=" + folder,
        "--bootstrap-servers=127.0.0.1:1",
        "--schema-registry=http://127.0.0.1:1");
  }

  @Test
  void retrain_noPlatform_saysHowToGetOne() {
    assertThat(run("retrain", "--once", "--dir", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no platform is running in", "weir up");
  }

  @Test
  void retrain_noBroker_saysSo() {
    assertThat(
            run(
                "retrain",
                "--once",
                "--dir",
                folder.toString(),
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--schema-registry",
                "http://127.0.0.1:1"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("no broker at 127.0.0.1:1");
  }

  @Test
  void retrainEvery_noBroker_saysSoAndTriesAgain() throws InterruptedException {
    AtomicInteger ended = new AtomicInteger(-1);
    Thread scheduler =
        new Thread(
            () ->
                ended.set(
                    run(
                        "retrain",
                        "--every",
                        "1s",
                        "--dir",
                        folder.toString(),
                        "--bootstrap-servers",
                        "127.0.0.1:1",
                        "--schema-registry",
                        "http://127.0.0.1:1")));
    scheduler.start();
    try {
      long begin = System.nanoTime();
      while (!err.toString().matches("(?s)(.*; the next run is in PT1S){2}.*")) {
        assertThat(System.nanoTime() - begin).as(err.toString()).isLessThan(30_000_000_000L);
        Thread.sleep(50);
      }
      assertThat(ended).hasValue(-1);
    } finally {
      scheduler.interrupt();
      scheduler.join();
    }
  }

  private int run(String... arguments) {
    return Weir.run(
        new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), arguments);
  }
}
