package dev.weir.scoring.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.Admission;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.scoring.stage.FraudItem.Voted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FraudItemTest {

  private static final RawRecord FEEDBACK =
      new RawRecord("feedback", 0, 3, 99, null, null, List.of());

  private final OutboundRecord letter = new OutboundRecord("dead", null, null, List.of());
  private final FraudVote vote = new FraudVote("t-1", true, 4, 7);

  @Test
  void ofPayment_accepted_isPaidForTheFirstTime() {
    Paid paid = Paying.paid("t-1", "card", 5);

    assertThat(FraudItem.ofPayment(new Admission.Accepted<>(paid.request()))).isEqualTo(paid);
    assertThat(FraudItem.request(paid)).isSameAs(paid.request());
  }

  @Test
  void ofVote_accepted_hasTheTimestampOfItsRecord() {
    FraudItem item = FraudItem.ofVote(new Admission.Accepted<>(Optional.of(vote)), FEEDBACK);

    assertThat(item).isEqualTo(new Voted(vote, 99));
  }

  @Test
  void ofVote_aboutAnotherTask_isNothing() {
    assertThat(FraudItem.ofVote(new Admission.Accepted<>(Optional.empty()), FEEDBACK)).isNull();
  }

  @Test
  void refused_ofEither_isItsDeadLetter() {
    Refused refused = new Refused(letter, Stage.DECODE);

    assertThat(FraudItem.ofPayment(new Admission.Refused<>(letter, Stage.DECODE)))
        .isEqualTo(refused);
    assertThat(FraudItem.ofVote(new Admission.Refused<>(letter, Stage.DECODE), FEEDBACK))
        .isEqualTo(refused);
    assertThat(FraudItem.request(refused)).isNull();
  }
}
