package dev.weir.streams.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsSettingsTest {

  private static final int MINUTE_OF_THE_CLIENT = 60_000;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void record_ofABrokerThatIsAway_waitsForMinutesButNotUntilTheGroupGivesUp(boolean exactlyOnce) {
    StreamsOptions options = new StreamsOptions();
    options.sessionTimeoutMs = 10_000;

    Properties settings =
        StreamsSettings.of(
            options, "group", Duration.ofSeconds(1), exactlyOnce, Duration.ofMillis(5));

    Integer groupGivesUp =
        (Integer) ConsumerConfig.configDef().defaultValues().get("max.poll.interval.ms");
    assertThat(settings).doesNotContainKey("main.consumer.max.poll.interval.ms");
    assertThat((Integer) settings.get("producer.max.block.ms"))
        .isGreaterThan(MINUTE_OF_THE_CLIENT)
        .isLessThan(groupGivesUp);
  }
}
