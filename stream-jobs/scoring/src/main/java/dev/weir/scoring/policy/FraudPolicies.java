package dev.weir.scoring.policy;

import static dev.weir.scoring.policy.Variable.number;
import static dev.weir.scoring.policy.Variable.text;
import static java.util.Objects.requireNonNullElse;

import dev.weir.schemas.Outcome;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.Task;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.Payment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Policies of card transactions: the risk, the transaction and every feature by name. {@code
 * docs/policies.md} lists what rules can name. Thread-safe.
 */
public final class FraudPolicies extends PolicyDomain<FraudFacts> {

  /** Name of the built-in policy; publishing one of this name replaces it. */
  public static final String NAME = "fraud";

  private static final List<Scored<FraudFacts>> SCORES =
      List.of(new Scored<>(Task.FRAUD, "fraud", "fraud", "fraud.score", FraudFacts::risk));

  /** The one instance. */
  public static final FraudPolicies DOMAIN = new FraudPolicies();

  private FraudPolicies() {
    super(PolicyScope.TRANSACTION, "transaction", allVariables(), SCORES, "fraud-policy.yaml");
  }

  private static List<Variable<FraudFacts>> allVariables() {
    List<Variable<FraudFacts>> all = new ArrayList<>();
    all.add(number("risk", "calibrated probability of fraud", FraudFacts::risk));
    all.add(
        number(
            "transaction.amount",
            "amount in units of the currency; a refund is negative",
            f -> f.payment().amount() / Payment.UNIT));
    all.add(text("transaction.currency", "ISO 4217 code", f -> f.event().currency()));
    all.add(text("transaction.card", "token of the card", f -> f.payment().cardId()));
    all.add(
        text("transaction.terminal", "terminal or payment page", f -> f.payment().terminalId()));
    all.add(
        text(
            "transaction.merchant",
            "merchant, empty if not known",
            f -> requireNonNullElse(f.payment().merchantId(), "")));
    all.add(
        text(
            "transaction.category",
            "trade of the merchant, four digits, empty if not known",
            f -> requireNonNullElse(f.event().merchantCategory(), "")));
    all.add(
        text(
            "transaction.country",
            "country of the terminal, empty if not known",
            f -> requireNonNullElse(f.event().country(), "")));
    all.add(
        text(
            "transaction.card_country",
            "country of the issuing bank, empty if not known",
            f -> requireNonNullElse(f.event().cardCountry(), "")));
    all.add(
        text(
            "transaction.entry",
            "`chip`, `contactless`, `stripe`, `keyed`, `online`, `recurring` or `other`, empty if"
                + " not known",
            f -> requireNonNullElse(f.event().entryMode(), "")));
    all.add(
        text(
            "transaction.device",
            "device of the payer, empty if not known",
            f -> requireNonNullElse(f.payment().deviceId(), "")));
    for (FraudFeature feature : FraudFeature.values()) {
      int place = feature.index();
      all.add(
          number("features." + feature.column(), feature.formula(), f -> f.request().row()[place]));
    }
    return all;
  }

  @Override
  String word(Outcome outcome) {
    return PolicyDecision.decisionOf(outcome).name();
  }

  @Override
  @Nullable String detail(String code, FraudFacts facts) {
    return null;
  }
}
