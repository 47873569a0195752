package dev.weir.flink.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.testing.Requests;
import dev.weir.flink.wire.IntakeSerializer;
import dev.weir.scoring.Intake;
import dev.weir.scoring.campaign.CampaignSighting;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CampaignOperatorTest {

  private static final long NOW = 1_700_000_000_000L;

  private KeyedOneInputStreamOperatorTestHarness<Integer, Intake, Intake> harness;

  @BeforeEach
  void open() throws Exception {
    open(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void sameKey_ofTwoAuthors_isSeenAsOneCampaign() throws Exception {
    send("a", 5);
    send("b", 5);

    CampaignSighting last = sightings().get(1);
    assertThat(last.messages()).isEqualTo(2);
    assertThat(last.authors()).isEqualTo(2);
  }

  @Test
  void noKey_takesNoPartAndLeavesNoState() throws Exception {
    send("a", 0);
    send("b", 0);

    assertThat(sightings()).containsOnly(CampaignSighting.NONE);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void campaign_afterItsWindow_isForgotten() throws Exception {
    send("a", 5);

    harness.processWatermark(NOW + Duration.ofMinutes(30).toMillis());

    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void restore_fromACheckpoint_countsOn() throws Exception {
    send("a", 5);
    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();

    open(state);
    send("b", 5);

    assertThat(sightings().get(0).messages()).isEqualTo(2);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            Stages.campaigns(), StageKeys::byCampaign, Types.INT);
    harness.setup(new IntakeSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOW);
  }

  private void send(String author, long campaignKey) throws Exception {
    harness.processElement(
        new StreamRecord<>(
            Requests.accepted("event-" + author, author, campaignKey, 0, NOW, new byte[0])));
  }

  private List<CampaignSighting> sightings() {
    return harness.extractOutputValues().stream()
        .map(intake -> ((Intake.Accepted) intake).request().campaign())
        .toList();
  }
}
