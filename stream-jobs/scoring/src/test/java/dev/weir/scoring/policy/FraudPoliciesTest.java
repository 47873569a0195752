package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.weir.schemas.Decision;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Policy;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.Reason;
import dev.weir.schemas.Rule;
import dev.weir.schemas.RuleMode;
import dev.weir.schemas.Task;
import dev.weir.schemas.Threshold;
import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.record.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FraudPoliciesTest {

  private static final PolicyLists LISTS = new PolicyLists(Map.of("cards", List.of("card", "c2")));
  private static final RuleCompiler<FraudFacts> COMPILER =
      new RuleCompiler<>(FraudPolicies.DOMAIN, LISTS);

  @Test
  void compile_unknownFeature_isRefusedWithTheNearestName() {
    assertThat(problems("features.card_cuont_1h > 3.0"))
        .containsExactly(
            "rule one at 1:1: unknown name 'features.card_cuont_1h'; did you mean"
                + " 'features.card_count_1h'?");
    assertThat(problems("rsik > 0.5"))
        .containsExactly("rule one at 1:1: unknown name 'rsik'; did you mean 'risk'?");
    assertThat(problems("scores.spam > 0.5").get(0))
        .contains("rules know risk, transaction.*, features.*");
  }

  @Test
  void compile_scoreOfAText_isRefused() {
    Policy policy =
        policy()
            .setThresholds(List.of(new Threshold(Task.SPAM, "spam", 0.5f, Outcome.REVIEW)))
            .build();

    assertThat(PolicyCheck.problems(policy).toString())
        .contains("no score of the task SPAM is labelled 'spam'; expected one of FRAUD fraud");
  }

  @Test
  void check_scopeDecidesWhatNamesAreKnown() {
    Policy text = policy("risk > 0.5").setScope(PolicyScope.TEXT).build();

    assertThat(PolicyCheck.problems(policy("risk > 0.5").build())).isEmpty();
    assertThat(PolicyCheck.problems(text).toString()).contains("unknown name 'risk'");
    assertThat(PolicyCheck.problems(policy().setScope(PolicyScope.OTHER).build()).toString())
        .contains("expected the scope TEXT or TRANSACTION; got OTHER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features.card_speed > 0.0 | false",
        "features.card_speed <= 0.0 | false",
        "!(features.card_speed > 0.0) | true",
        "features.card_speed != features.card_speed | true",
        "features.card_count_1h >= 2.0 | true",
        "transaction.amount == 12.5 | true",
        "transaction.card in lists.cards | true",
        "transaction.terminal in ['t-1'] && risk < 0.8 | true",
        "transaction.country == '' && transaction.entry == 'online' | true",
        "transaction.amount * risk > 9.0 | true",
      })
  void fires_directlyAndInterpreted_isTheSame(String expression, boolean fires) {
    List<PolicyProblem> problems = new ArrayList<>();
    CelAbstractSyntaxTree ast = COMPILER.check("test", expression, problems);
    assertThat(problems).isEmpty();

    assertThat(COMPILER.interpreted(ast).fires(facts())).isEqualTo(fires);
    RuleProgram<FraudFacts> direct = DirectCompiler.compile(FraudPolicies.DOMAIN, ast, LISTS);
    assertThat(direct == null || direct.fires(facts()) == fires).isTrue();
  }

  @Test
  void builtIn_isUsableAndRunsDirectly() {
    assertThat(FraudPolicies.DOMAIN.builtIn().label()).isEqualTo("fraud@1");
    assertThat(FraudPolicies.DOMAIN.builtIn().name()).isEqualTo(FraudPolicies.NAME);
  }

  @Test
  void book_policyOnTrial_isCountedInWordsOfTransactions() {
    PolicyBook<FraudFacts> book = PolicyBook.of(FraudPolicies.DOMAIN, "fraud");
    Policy strict = policy("risk > 0.1").setName("strict").setMode(RuleMode.SHADOW).build();
    book = book.with("strict", strict).book();
    DecisionTally tally = new DecisionTally();

    PolicyDecision decision = book.decide(facts(), 1, tally);

    assertThat(decision.decision()).isEqualTo(Decision.REVIEW);
    assertThat(decision.reasons())
        .containsExactly(
            new Reason(
                "fraud.score",
                "fraud",
                "fraud.review",
                "probability of fraud 0.750, threshold 0.30"));
    assertThat(tally.shadowHits()).isEqualTo(Map.of("strict@1=DECLINE", 1));
  }

  @Test
  void book_textPolicyOfTheSameName_changesNothing() {
    PolicyBook<FraudFacts> book = PolicyBook.of(FraudPolicies.DOMAIN, "fraud");

    assertThat(
            book.with("fraud", policy("true").setScope(PolicyScope.TEXT).setName("fraud").build())
                .book())
        .isSameAs(book);
  }

  private static List<String> problems(String expression) {
    return PolicyCheck.problems(policy(expression).build()).stream()
        .map(PolicyProblem::toString)
        .toList();
  }

  private static Policy.Builder policy() {
    return Policies.policy("test", 1).setScope(PolicyScope.TRANSACTION);
  }

  private static Policy.Builder policy(String expression) {
    Rule rule = Policies.rule("one", expression, Outcome.BLOCK, RuleMode.LIVE);
    return policy().setRules(List.of(rule));
  }

  private static FraudFacts facts() {
    FraudRequest request =
        FraudRequest.of(
            new RawRecord("transactions", 0, 0, 0, null, null, List.of()),
            new FraudEvent(
                "e", Payment.of(0, 125_000, "card", "t-1"), "EUR", null, null, null, "online"));
    request.row()[FraudFeature.CARD_COUNT_1H.index()] = 2;
    return new FraudFacts(request, 0.75f);
  }
}
