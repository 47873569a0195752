package dev.weir.scoring.alert;

import dev.weir.schemas.FraudReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The weightiest reasons over several transactions. Stateless. */
final class CaseReasons {

  static final int MOST = 8;

  /** Characters of a sentence that are kept. */
  static final int MOST_CHARS = 200;

  /** Rules in the order of their coming, then features, the largest contribution first. */
  private static final Comparator<FraudReason> WEIGHTIEST_FIRST =
      Comparator.comparing((FraudReason reason) -> reason.getFeature() != null)
          .thenComparing(reason -> -Objects.requireNonNullElse(reason.getContribution(), 0f));

  private CaseReasons() {}

  /** Both lists in one; of the same rule or feature the weightier reason stays. */
  static List<FraudReason> merge(List<FraudReason> known, List<FraudReason> more) {
    List<FraudReason> all = new ArrayList<>(known);
    more.forEach(reason -> all.add(bounded(reason)));
    all.sort(WEIGHTIEST_FIRST);
    List<FraudReason> merged = new ArrayList<>(MOST);
    for (FraudReason reason : all) {
      if (merged.size() < MOST && merged.stream().noneMatch(kept -> isSame(kept, reason))) {
        merged.add(reason);
      }
    }
    return merged;
  }

  private static boolean isSame(FraudReason a, FraudReason b) {
    return a.getCode().equals(b.getCode())
        && Objects.equals(a.getRule(), b.getRule())
        && Objects.equals(a.getFeature(), b.getFeature());
  }

  private static FraudReason bounded(FraudReason reason) {
    String detail = reason.getDetail();
    if (detail == null || detail.length() <= MOST_CHARS) {
      return reason;
    }
    return FraudReason.newBuilder(reason)
        .setDetail(detail.substring(0, MOST_CHARS - 1) + "…")
        .build();
  }
}
