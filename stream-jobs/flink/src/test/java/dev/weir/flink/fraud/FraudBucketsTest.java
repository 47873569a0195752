package dev.weir.flink.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.testing.Payments;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Voted;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FraudBucketsTest {

  @Test
  void label_atEveryStage_hasTheKeyOfItsPayment() throws Exception {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      Paid paid = Payments.paid("t-" + i, Payments.any(random, i));
      PaymentKeys keys = PaymentKeys.of(paid.request().event().payment());
      Labelled label = new Labelled("t-" + i, keys, i, true, true, i);

      assertThat(FraudBuckets.byEvent(label)).isEqualTo(FraudBuckets.byEvent(paid));
      for (Party party : Party.values()) {
        assertThat(FraudBuckets.by(party).getKey(label))
            .isEqualTo(FraudBuckets.by(party).getKey(paid));
      }
    }
  }

  @Test
  void vote_hasTheKeyOfItsEvent() {
    Paid paid = Payments.paid("t-1", "card", 1);

    assertThat(FraudBuckets.byEvent(new Voted(new FraudVote("t-1", true, 3, 1), 1)))
        .isEqualTo(FraudBuckets.byEvent(paid));
  }
}
