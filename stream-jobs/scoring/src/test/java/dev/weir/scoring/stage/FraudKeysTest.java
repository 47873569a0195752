package dev.weir.scoring.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.scoring.stage.FraudItem.Voted;
import java.util.List;
import org.junit.jupiter.api.Test;

class FraudKeysTest {

  private final Paid paid = Paying.paid("t-1", "card", 5);
  private final Labelled label =
      new Labelled("t-1", PaymentKeys.of(paid.request().event().payment()), 6, true, true, 6);

  @Test
  void labelAndVote_haveTheKeysOfTheirPayment() {
    assertThat(FraudKeys.event(paid)).isEqualTo("t-1");
    assertThat(FraudKeys.event(label)).isEqualTo("t-1");
    assertThat(FraudKeys.event(new Voted(new FraudVote("t-1", true, 3, 1), 1))).isEqualTo("t-1");
    for (Party party : Party.values()) {
      assertThat(FraudKeys.partyOrEvent(party, label))
          .isEqualTo(FraudKeys.partyOrEvent(party, paid));
    }
  }

  @Test
  void paymentWithoutADevice_hasNoKeyThereAndIsSpreadByItsEvent() {
    assertThat(FraudKeys.party(Party.CARD, paid)).isEqualTo("card");
    assertThat(FraudKeys.party(Party.DEVICE, paid)).isNull();
    assertThat(FraudKeys.partyOrEvent(Party.DEVICE, paid)).isEqualTo("t-1");
  }

  @Test
  void deadLetter_hasNoKey() {
    Refused refused = new Refused(new OutboundRecord("dead", null, null, List.of()), Stage.DECODE);

    assertThat(FraudKeys.partyOrEvent(Party.CARD, refused)).isNull();
  }
}
