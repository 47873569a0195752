package dev.weir.scoring.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import org.junit.jupiter.api.Test;

class TrustTest {

  @Test
  void byKind_ordersTheKinds() {
    assertThat(weight(LabelerKind.GOLDEN)).isGreaterThan(weight(LabelerKind.CHARGEBACK));
    assertThat(weight(LabelerKind.CHARGEBACK)).isGreaterThan(weight(LabelerKind.MODERATOR));
    assertThat(weight(LabelerKind.MODERATOR)).isEqualTo(weight(LabelerKind.ANALYST));
    assertThat(weight(LabelerKind.ANALYST)).isGreaterThan(weight(LabelerKind.USER_REPORT));
    assertThat(weight(LabelerKind.USER_REPORT)).isGreaterThan(weight(LabelerKind.OTHER));
    assertThat(weight(LabelerKind.OTHER)).isPositive();
  }

  @Test
  void byKind_oneModerator_isAQuorumAndTwoUsersAreNone() {
    assertThat(weight(LabelerKind.MODERATOR)).isGreaterThan(Resolution.QUORUM);
    assertThat(2 * weight(LabelerKind.USER_REPORT)).isLessThan(Resolution.QUORUM);
  }

  private static double weight(LabelerKind kind) {
    return Trust.byKind().weight(new Labeler("somebody", kind));
  }
}
