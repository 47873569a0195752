package dev.weir.flink.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flink.options.FraudJobOptions;
import dev.weir.flink.options.UsageException;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveStartTest {

  @TempDir Path dir;

  @Test
  void start_withoutTheOption_isAtCommittedOffsets() {
    LiveStart start = LiveStart.of(options(), new Configuration());

    assertThat(start.of(WeirTopic.TRANSACTIONS)).isNotInstanceOf(HandOverOffsets.class);
  }

  @Test
  void start_withoutASavepoint_isRefused() {
    assertThatThrownBy(() -> LiveStart.of(options(file(Map.of())), new Configuration()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("every history would be empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--state-backend=rocksdb",
        "--label-delay=3d",
        "--zone=Europe/Vienna",
        "--dedup-window=1h",
        "--history-memory=60d",
        "--label-memory=60d"
      })
  void start_withAnotherSetting_namesIt(String setting) {
    String file = file(LiveStart.settings(options()));

    assertThatThrownBy(() -> LiveStart.of(options(file, setting), restored()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "option " + setting.split("=", 2)[0] + ": the backfill was made with");
  }

  @Test
  void start_fileOfAnEarlierBuild_namesTheSettingItLacks() {
    Map<String, String> settings = new TreeMap<>(LiveStart.settings(options()));
    settings.remove("--zone");
    String file = file(settings);

    assertThatThrownBy(() -> LiveStart.of(options(file), restored()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("option --zone: the backfill was made with null; got Z");
  }

  private String file(Map<String, String> settings) {
    HandOverFile.write(new HandOver("c", settings, Map.of()), dir.toString());
    return "--start-offsets=" + dir.resolve(HandOverFile.NAME);
  }

  private static Configuration restored() {
    Configuration flink = new Configuration();
    flink.set(StateRecoveryOptions.SAVEPOINT_PATH, "/savepoint");
    return flink;
  }

  private static FraudJobOptions options(String... more) {
    String[] words = {
      "--bootstrap-servers=localhost:9092", "--schema-registry=http://localhost:8081", "--model=/m"
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return FraudJobOptions.parse(all);
  }
}
