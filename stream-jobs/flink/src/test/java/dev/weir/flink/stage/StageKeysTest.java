package dev.weir.flink.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.testing.Requests;
import dev.weir.scoring.Intake;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.record.OutboundRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class StageKeysTest {

  @Test
  void byCampaign_textsOfNoCampaign_areSpread() {
    assertThat(buckets(StageKeys::byCampaign, "same-author")).isGreaterThan(900);
  }

  @Test
  void byAuthor_eventsWithoutAnAuthor_areSpread() {
    assertThat(buckets(StageKeys::byAuthor, "")).isGreaterThan(900);
    assertThat(buckets(StageKeys::byAuthor, "same-author")).isEqualTo(1);
  }

  @Test
  void anyKey_ofADeadLetter_isAFunctionOfItsBytes() {
    assertThat(StageKeys.byAuthor(letter(3))).isEqualTo(StageKeys.byCampaign(letter(3)));
    assertThat(StageKeys.byEvent(letter(3))).isNotEqualTo(StageKeys.byEvent(letter(4)));
  }

  private static Intake letter(int value) {
    return new Intake.Refused(
        new OutboundRecord("dead", null, new byte[] {(byte) value}, List.of()), Stage.DECODE);
  }

  private static int buckets(ToIntFunction<Intake> key, String author) {
    Set<Integer> buckets = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      buckets.add(key.applyAsInt(Requests.accepted(i, author, new byte[0])));
    }
    return buckets.size();
  }
}
